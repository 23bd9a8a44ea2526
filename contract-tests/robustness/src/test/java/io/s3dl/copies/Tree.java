package io.s3dl.copies;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/** Files of all kinds, and directories that have none; what ends in parquet is stored plain. */
final class Tree {

  static final Path ROOT = new Path("/tree");

  /** The file that has attributes of all kinds. */
  static final Path ATTRIBUTED = new Path(ROOT, "attributed.csv");

  /** Two parts and a bit. */
  private static final int LARGE = 12_000_000;

  private static final int CHUNK = 1_234_567;

  private static final Map<String, Integer> FILES =
      Map.ofEntries(
          Map.entry("attributed.csv", 30_000),
          Map.entry("plain.parquet", 70_000),
          Map.entry("empty.csv", 0),
          Map.entry("empty.parquet", 0),
          Map.entry("one byte.txt", 1),
          Map.entry("large.csv", LARGE),
          Map.entry("large.parquet", LARGE),
          Map.entry("two  spaces.csv", 300_000),
          Map.entry("100%.csv", 10),
          Map.entry("%41%2F%.parquet", 11),
          Map.entry("a+b=c&d.csv", 12),
          Map.entry("a+b=c&d.parquet", 13),
          Map.entry("#1?.csv", 14),
          Map.entry("<x>&amp;\"y\".csv", 15),
          Map.entry("semi;colon,comma@at!$'().csv", 16),
          Map.entry("tilde~[x]{y}^|`.parquet", 17),
          Map.entry("ünï-日本語-😀.csv", 18),
          Map.entry("ünï-日本語-😀.parquet", 19),
          Map.entry("a", 20),
          Map.entry("a.b/c", 21),
          Map.entry("a-b/100%+ ü/inside.csv", 22),
          Map.entry("a-b/100%+ ü/inside.parquet", 23));

  private static final List<String> EMPTY = List.of("empty directory", "a.b/deep/100%+ ü");

  private Tree() {}

  /** The paths of all files and of the directories that have none. */
  static List<String> paths() {
    return Stream.concat(FILES.keySet().stream(), EMPTY.stream())
        .map(name -> ROOT + "/" + name)
        .toList();
  }

  /** Writes all of it. */
  static void write(FileSystem fs) throws IOException {
    for (Map.Entry<String, Integer> file : FILES.entrySet()) {
      write(fs, new Path(ROOT, file.getKey()), file.getValue());
    }
    for (String directory : EMPTY) {
      fs.mkdirs(new Path(ROOT, directory));
    }
  }

  /** Does not shrink. */
  private static void write(FileSystem fs, Path path, int length) throws IOException {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    try (FSDataOutputStream out = fs.create(path, false)) {
      for (int at = 0; at < length; at += CHUNK) {
        out.write(content, at, Math.min(CHUNK, length - at));
      }
    }
  }

  /** Gives one file all that a file may have besides its content. */
  static void attribute(FileSystem fs) throws IOException {
    fs.setPermission(ATTRIBUTED, new FsPermission((short) 0640));
    fs.setOwner(ATTRIBUTED, "älice", "the staff");
    fs.setXAttr(ATTRIBUTED, "user.note", "né\n".getBytes(StandardCharsets.UTF_8));
    fs.setXAttr(ATTRIBUTED, "user.Two_words-x", new byte[] {0, -1});
    fs.setTimes(ATTRIBUTED, 1_600_000_000_000L, 1_600_000_100_000L);
  }

  /** What {@link #attribute} has set, as a file system tells it. */
  static Map<String, String> attributes(FileSystem fs) throws IOException {
    FileStatus status = fs.getFileStatus(ATTRIBUTED);
    Map<String, String> told = new TreeMap<>();
    told.put("permission", status.getPermission().toString());
    told.put("owner", status.getOwner());
    told.put("group", status.getGroup());
    told.put("modified", Long.toString(status.getModificationTime()));
    told.put("accessed", Long.toString(status.getAccessTime()));
    for (Map.Entry<String, byte[]> each : fs.getXAttrs(ATTRIBUTED).entrySet()) {
      told.put(each.getKey(), new String(each.getValue(), StandardCharsets.ISO_8859_1));
    }
    return told;
  }
}
