package io.s3dl.engine.flink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/** Texts to work on, and files of them. */
final class Texts {

  private static final String[] WORDS = {
    "über", "access", "log", "GET", "POST", "404", "index.html", "日本語", "order", "Grüße", "a", "—"
  };

  private Texts() {}

  /** Different lines of some hundred bytes, and the same for the same seed. */
  static List<String> lines(int count, int seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder line = new StringBuilder().append(seed).append('-').append(i);
      int words = random.nextInt(30);
      for (int word = 0; word < words; word++) {
        line.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
      }
      lines.add(line.append(' ').append(random.nextLong()).toString());
    }
    return lines;
  }

  static byte[] bytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a file through Flink's file system. */
  static void put(String path, byte[] content) throws IOException {
    Path file = new Path(path);
    try (FSDataOutputStream out = file.getFileSystem().create(file, WriteMode.NO_OVERWRITE)) {
      out.write(content);
    }
  }

  static void put(String path, List<String> lines) throws IOException {
    put(path, bytes(lines));
  }
}
