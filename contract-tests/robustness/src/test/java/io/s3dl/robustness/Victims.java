package io.s3dl.robustness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What threads of {@link InterruptsTest} do, all with one file system. */
final class Victims {

  private static final int MAX_SEGMENTS = 6;

  private final FileSystem fs;
  private final FSDataInputStream shared;
  private final byte[] stable;

  /**
   * Creates no thread.
   *
   * @param shared an open stream of the file {@code stable}, which stays the caller's
   * @param stable what that file has
   */
  Victims(FileSystem fs, FSDataInputStream shared, byte[] stable) {
    this.fs = fs;
    this.shared = shared;
    this.stable = stable;
  }

  static Path path(String name) {
    return new Path("/" + name);
  }

  /** Replaces a file of its own, in either form. */
  Victim.Operation writer(String name, SplittableRandom random) {
    return new Writing(name, random, 1);
  }

  /** Appends to a file of its own. */
  Victim.Operation appender(String name, SplittableRandom random) {
    return new Writing(name, random, MAX_SEGMENTS);
  }

  /** Has its file's old content after an interrupt, else the new one. */
  private final class Writing implements Victim.Operation {

    private final String name;
    private final SplittableRandom random;
    private final int maxSegments;
    private List<Segment> before = List.of();
    private List<Segment> after;
    private boolean exists;

    Writing(String name, SplittableRandom random, int maxSegments) {
      this.name = name;
      this.random = random;
      this.maxSegments = maxSegments;
    }

    @Override
    public void run() throws IOException {
      boolean appends = exists && before.size() < maxSegments;
      Segment segment = Segment.random(random, 6 << 20);
      after = new ArrayList<>(appends ? before : List.of());
      after.add(segment);
      try (FSDataOutputStream out = appends ? fs.append(path(name)) : create()) {
        out.write(segment.bytes());
      }
    }

    private FSDataOutputStream create() throws IOException {
      FSDataOutputStreamBuilder<?, ?> builder = fs.createFile(path(name));
      builder.overwrite(true);
      builder.opt("fs.s3dl.compression.codec", random.nextBoolean() ? "zstd" : "none");
      return builder.build();
    }

    @Override
    public void check(boolean done) throws IOException {
      if (done) {
        exists = true;
        before = after;
      }
      if (fs.exists(path(name)) != exists) {
        throw new IOException(name + (exists ? " is gone" : " is there"));
      }
      if (exists) {
        List<Segment> found = Segment.parse(Directory.read(fs, name));
        if (!found.equals(before)) {
          throw new IOException(name + " has " + found + ", done: " + done + ", had " + before);
        }
      }
    }
  }

  /** Reads the whole file with a stream of its own, which goes on after an interrupt. */
  Victim.Operation reader() {
    return new Victim.Operation() {
      private FSDataInputStream in;

      @Override
      public void run() throws IOException {
        in = null;
        in = fs.open(path("stable"));
        readWhole(in);
      }

      private void readWhole(FSDataInputStream from) throws IOException {
        from.seek(0);
        Victims.check(Arrays.equals(from.readAllBytes(), stable), "Wrong content");
      }

      @Override
      public void check(boolean done) throws IOException {
        if (in != null) {
          try (FSDataInputStream open = in) {
            readWhole(open);
          }
        }
      }
    };
  }

  /** Reads at random positions of the stream that it shares with others. */
  Victim.Operation seeker(SplittableRandom random) {
    return new Victim.Operation() {
      @Override
      public void run() throws IOException {
        int from = random.nextInt(stable.length);
        int length = Math.min(stable.length - from, 1 + random.nextInt(400_000));
        byte[] found = new byte[length];
        shared.readFully(from, found);
        Victims.check(
            Arrays.equals(found, 0, length, stable, from, from + length),
            "Wrong: " + length + " bytes at " + from);
      }

      @Override
      public void check(boolean done) throws IOException {
        if (!done) {
          run();
        }
      }
    };
  }

  /** Lists all files. */
  Victim.Operation lister() {
    return new Victim.Operation() {
      @Override
      public void run() throws IOException {
        boolean found = false;
        for (FileStatus status : fs.listStatus(path(""))) {
          found |= status.getPath().getName().equals("stable") && status.getLen() == stable.length;
        }
        Victims.check(found, "Not listed");
      }

      @Override
      public void check(boolean done) throws IOException {
        if (!done) {
          run();
        }
      }
    };
  }

  private static void check(boolean right, String otherwise) throws IOException {
    if (!right) {
      throw new IOException(otherwise);
    }
  }
}
