package io.s3dl.cli;

import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.local.LocalObjectStore;
import io.s3dl.store.local.LocalOptions;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A process that has something half written, until it is told to end or killed. */
final class WaitingWriter implements Closeable {

  private static final int TIMEOUT_MINUTES = 2;
  private static final String READY = "ready";

  private final Process process;

  /**
   * Starts it.
   *
   * @param reserved a name from which what is written is renamed at the end; empty to publish an
   *     upload at the end
   */
  WaitingWriter(Path root, String name, String reserved) throws IOException {
    process =
        new ProcessBuilder(
                ChildProcess.java(WaitingWriter.class, List.of(root.toString(), name, reserved)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (!READY.equals(line)) {
      close();
      throw new IOException("The writer says " + line);
    }
  }

  /** The writer's program. */
  public static void main(String[] arguments) throws IOException {
    LocalOptions options = new LocalOptions(Path.of(arguments[0]), false, false, false, 1 << 20);
    String name = arguments[1];
    String reserved = arguments[2];
    try (LocalObjectStore store = new LocalObjectStore(options)) {
      Upload upload =
          store.startUpload(reserved.isEmpty() ? name : reserved, WriteOptions.replacing());
      if (!reserved.isEmpty()) {
        upload.complete(OptionalInt.empty());
      }
      System.out.println(READY);
      if (System.in.read() < 0) {
        throw new IOException("Nobody waits for this writer any more");
      }
      if (reserved.isEmpty()) {
        upload.complete(OptionalInt.empty());
      } else {
        store.rename(reserved, name, true);
      }
    }
  }

  /** Lets it publish what it has written, and end. */
  int finish() throws IOException, InterruptedException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    return awaitEnd();
  }

  /** Ends it with SIGKILL. */
  void kill() throws IOException, InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  private int awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
      throw new IOException("The writer does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
