package io.s3dl.engine.mr;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** What is in files, written and read through Hadoop's file systems. */
final class Contents {

  private final Configuration conf;

  Contents(Configuration conf) {
    this.conf = conf;
  }

  /** Lines that differ from each other and shrink to about the half. */
  static List<String> lines(int count, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(i -> String.format("%06d %016x %016x", i, random.nextLong(), random.nextLong()))
        .toList();
  }

  /** Words, some of which are frequent. */
  static String words(int count, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("word").append(random.nextInt(1 + random.nextInt(500)));
      text.append(i % 12 == 11 ? '\n' : ' ');
    }
    return text.toString();
  }

  static byte[] bytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(UTF_8);
  }

  void write(Path file, byte[] content) throws IOException {
    try (OutputStream out = file.getFileSystem(conf).create(file, true)) {
      out.write(content);
    }
  }

  byte[] read(Path file) throws IOException {
    try (InputStream in = file.getFileSystem(conf).open(file)) {
      return in.readAllBytes();
    }
  }

  /** The files of a job's output, in order. */
  List<Path> parts(Path output) throws IOException {
    FileStatus[] parts = output.getFileSystem(conf).globStatus(new Path(output, "part-*"));
    return Arrays.stream(parts).map(FileStatus::getPath).sorted().toList();
  }

  /** All of a job's output as one text. */
  String text(Path output) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path part : parts(output)) {
      text.append(new String(read(part), UTF_8));
    }
    return text.toString();
  }

  /** All lines of a job's output, sorted. */
  List<String> sortedLines(Path output) throws IOException {
    try (Stream<String> lines = text(output).lines()) {
      return lines.sorted().toList();
    }
  }
}
