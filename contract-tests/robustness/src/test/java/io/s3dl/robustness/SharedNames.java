package io.s3dl.robustness;

import io.s3dl.store.ObjectChangedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What one thread does with names that threads of several processes share: anything, in any form,
 * through any file system. What must not happen is said as a line that begins with "wrong".
 *
 * <p>The exceptions that are allowed, each with its reason, are those that {@link #step} names.
 */
final class SharedNames {

  /** Where the names are. */
  static final String DIRECTORY = "/shared";

  private static final int COUNT = 20;
  private static final int MAX_BYTES = 1 << 20;

  private final List<FileSystem> all;
  private final SplittableRandom random;
  private final Map<String, Integer> counts = new TreeMap<>();

  SharedNames(List<FileSystem> all, SplittableRandom random) {
    this.all = all;
    this.random = random;
  }

  /** How often each operation was done, and how often in vain. */
  Map<String, Integer> counts() {
    return counts;
  }

  @FunctionalInterface
  private interface Operation {
    /** Whether it found what it needs. */
    boolean on(FileSystem fs, Path path) throws IOException;
  }

  /** One operation with one name. */
  void step() {
    switch (random.nextInt(12)) {
      // Reading: the file is not there, or is replaced more often than it is looked for again
      // (docs: "changed"). Never anything of its content.
      case 0, 1 ->
          run("read", this::read, FileNotFoundException.class, ObjectChangedException.class);
      case 2, 3 ->
          run("pread", this::readParts, FileNotFoundException.class, ObjectChangedException.class);
      case 4 ->
          run("status", this::status, FileNotFoundException.class, ObjectChangedException.class);
      // The directory is there all the time, and entries that vanish are passed over.
      case 5 -> run("list", this::list);
      // Nothing that others do to the name keeps it from being overwritten.
      case 6, 7 -> run("overwrite", this::overwrite);
      // The name exists when the file is created, or when it is closed.
      case 8 -> run("create", this::create, FileAlreadyExistsException.class);
      // Both say what they find by what they return.
      case 9, 10 -> run("rename", this::rename);
      default -> run("delete", (fs, path) -> fs.delete(path, false));
    }
  }

  private void run(String what, Operation operation, Class<?>... allowed) {
    FileSystem fs = all.get(random.nextInt(all.size()));
    Path path = anyPath();
    boolean found = false;
    try {
      found = operation.on(fs, path);
    } catch (IOException e) {
      if (Arrays.stream(allowed).noneMatch(type -> type.isInstance(e))) {
        wrong(what + " " + path + " of " + fs.getUri(), e);
      }
    } catch (RuntimeException | AssertionError e) {
      wrong(what + " " + path + " of " + fs.getUri(), e);
    }
    counts.merge(what + (found ? "" : "-in-vain"), 1, Integer::sum);
  }

  /** Says what must not have happened, with its reason, in one line. */
  static void wrong(String what, Throwable why) {
    StringWriter trace = new StringWriter();
    why.printStackTrace(new PrintWriter(trace));
    Report.say("wrong " + what + ": " + trace.toString().replace("\n", "\\n"));
  }

  private Path anyPath() {
    return new Path(DIRECTORY + "/n" + random.nextInt(COUNT));
  }

  private boolean read(FileSystem fs, Path path) throws IOException {
    byte[] content;
    try (FSDataInputStream in = fs.open(path)) {
      content = in.readAllBytes();
    }
    check(Segment.parse(content).size() <= 1, "more than one writer's content");
    return true;
  }

  private boolean readParts(FileSystem fs, Path path) throws IOException {
    try (FSDataInputStream in = fs.open(path)) {
      int length = in.available();
      if (length == 0) {
        return true;
      }
      ByteBuffer header = ByteBuffer.allocate(Segment.HEADER);
      in.readFully(0, header.array());
      Segment segment = Segment.at(header);
      check(segment.length() == length, segment + " in a file of " + length);
      byte[] expected = segment.bytes();
      for (int i = 0; i < 3; i++) {
        int from = random.nextInt(length);
        byte[] part = new byte[1 + random.nextInt(length - from)];
        in.readFully(from, part);
        check(
            Arrays.equals(part, 0, part.length, expected, from, from + part.length),
            segment + " is wrong in " + part.length + " bytes at " + from);
      }
    }
    return true;
  }

  private boolean status(FileSystem fs, Path path) throws IOException {
    checkStatus(fs.getFileStatus(path));
    return true;
  }

  private boolean list(FileSystem fs, Path path) throws IOException {
    Set<String> names = new HashSet<>();
    for (FileStatus status : fs.listStatus(new Path(DIRECTORY))) {
      String name = status.getPath().getName();
      check(names.add(name), "listed twice: " + name);
      check(name.matches("n[0-9]+"), "nobody's name: " + name);
      checkStatus(status);
    }
    return true;
  }

  private static void checkStatus(FileStatus status) {
    boolean possible = status.getLen() == 0 || status.getLen() >= Segment.HEADER;
    check(status.isFile() && possible, "a status that no writer made: " + status);
  }

  private boolean overwrite(FileSystem fs, Path path) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = fs.createFile(path);
    builder.overwrite(true);
    builder.opt("fs.s3dl.compression.codec", random.nextBoolean() ? "zstd" : "none");
    write(builder.build());
    return true;
  }

  private boolean create(FileSystem fs, Path path) throws IOException {
    write(fs.create(path, false));
    return true;
  }

  private void write(FSDataOutputStream file) throws IOException {
    try (FSDataOutputStream out = file) {
      if (random.nextInt(10) > 0) {
        out.write(Segment.random(random, MAX_BYTES).bytes());
      }
    }
  }

  private boolean rename(FileSystem fs, Path path) throws IOException {
    return fs.rename(path, anyPath());
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new AssertionError(otherwise);
    }
  }
}
