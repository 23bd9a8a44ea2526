package io.s3dl.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Each line comes once, wherever files are split: Hadoop's own reader of lines reads them. */
@RunWith(Parameterized.class)
public class SplitsTest {

  private static final int FRAMES = 5;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final StoredForms form;
  private final String delimiter;
  private final Configuration conf = new Configuration(false);

  @Parameterized.Parameters(name = "{0} {1}")
  public static List<Object[]> parameters() {
    List<Object[]> parameters = new ArrayList<>();
    for (StoredForms form : StoredForms.values()) {
      for (String delimiter : List.of("\n", "\r\n", "\r", "|+|")) {
        parameters.add(new Object[] {form, delimiter});
      }
    }
    return parameters;
  }

  public SplitsTest(StoredForms form, String delimiter) {
    this.form = form;
    this.delimiter = delimiter;
  }

  @Before
  public void configure() {
    conf.set("fs.file.impl", "org.apache.hadoop.fs.LocalFileSystem");
    conf.set("io.compression.codecs", SeekableZstdCodec.class.getName());
    conf.setInt("fs.s3dl.frame.size", StoredForms.FRAME);
    if (delimiter.equals("|+|")) {
      conf.set("textinputformat.record.delimiter", delimiter);
    }
  }

  /** Lines of many lengths, and delimiters that lie across the ends of frames in every way. */
  private List<String> lines() {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>();
    int at = 0;
    int crossing = 0;
    while (at < FRAMES * StoredForms.FRAME) {
      int toEnd = StoredForms.FRAME - at % StoredForms.FRAME;
      int length;
      if (toEnd < 200) { // the delimiter begins so many bytes before the frame's end
        length = Math.max(0, toEnd - crossing++ % (delimiter.length() + 1));
      } else {
        length = random.nextInt(6) == 0 ? 0 : random.nextInt(120);
      }
      StringBuilder line = new StringBuilder();
      while (line.length() < length) {
        line.append((char) ('a' + random.nextInt(26)));
      }
      lines.add(line.toString());
      at += length + delimiter.length();
    }
    lines.add("the last one has no end");
    return lines;
  }

  private List<String> read(Path file, long start, long length) throws IOException {
    List<String> lines = new ArrayList<>();
    String own = conf.get("textinputformat.record.delimiter");
    try (LineRecordReader reader =
        new LineRecordReader(own == null ? null : own.getBytes(StandardCharsets.UTF_8))) {
      reader.initialize(
          new FileSplit(file, start, length, new String[0]),
          new TaskAttemptContextImpl(conf, new TaskAttemptID()));
      while (reader.nextKeyValue()) {
        lines.add(reader.getCurrentValue().toString());
      }
    }
    return lines;
  }

  /** Which take longest, and where lines end is of no matter to the readers of most of them. */
  private int splitsOfOneByte() {
    return delimiter.equals("\r") || delimiter.equals("|+|") ? 1 : 2;
  }

  @Test
  public void eachLineComesOnce() throws IOException {
    List<String> lines = lines();
    byte[] content = String.join(delimiter, lines).getBytes(StandardCharsets.UTF_8);
    byte[] stored = form.of(content);
    java.nio.file.Path file = folder.getRoot().toPath().resolve("lines.zst");
    Files.write(file, stored);
    Path path = new Path(file.toUri());
    for (int size : new int[] {splitsOfOneByte(), 7, 100, 1000, 3000, stored.length}) {
      int splitsWithLines = readInSplits(path, stored.length, size, lines);
      if (size <= 100) {
        assertThat(splitsWithLines).isEqualTo(form.splits() ? FRAMES + 1 : 1);
      }
    }
  }

  /** Returns how many of the splits had lines. */
  private int readInSplits(Path path, int length, int size, List<String> lines) throws IOException {
    List<String> found = new ArrayList<>();
    int splitsWithLines = 0;
    for (int start = 0; start < length; start += size) {
      List<String> its = read(path, start, Math.min(size, length - start));
      found.addAll(its);
      splitsWithLines += its.isEmpty() ? 0 : 1;
    }
    assertThat(found).as("splits of %d bytes", size).isEqualTo(lines);
    return splitsWithLines;
  }

  @Test
  public void eachLineOfASmallFileComesOnceAtEverySplitSize() throws IOException {
    List<String> lines =
        IntStream.range(0, 2 * StoredForms.FRAME / 50)
            .mapToObj(i -> "same".repeat(5 + i % 14))
            .toList();
    byte[] stored = form.of(String.join(delimiter, lines).getBytes(StandardCharsets.UTF_8));
    java.nio.file.Path file = folder.getRoot().toPath().resolve("small.zst");
    Files.write(file, stored);
    for (int size = 1; size <= stored.length; size++) {
      readInSplits(new Path(file.toUri()), stored.length, size, lines);
    }
  }

  @Test
  public void aFileWithoutContentHasNoLines() throws IOException {
    byte[] stored = form.of(new byte[0]);
    java.nio.file.Path file = folder.getRoot().toPath().resolve("none.zst");
    Files.write(file, stored);
    for (int start = 0; start < stored.length; start++) {
      assertThat(read(new Path(file.toUri()), start, 1)).isEmpty();
    }
  }
}
