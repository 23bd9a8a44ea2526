package io.s3dl.cli;

import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import io.s3dl.store.local.LocalObjectStore;
import io.s3dl.store.local.LocalOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that has something half written, until it is told to end or killed. */
final class WaitingWriter implements Closeable {

  private static final int TIMEOUT_MINUTES = 2;
  private static final String READY = "ready";

  private final Path errors;
  private final Process process;

  /**
   * Starts it.
   *
   * @param reserved a name from which what is written is renamed at the end; empty to publish an
   *     upload at the end
   */
  WaitingWriter(Path root, String name, String reserved) throws IOException, InterruptedException {
    errors = Files.createTempFile("errors", ".txt");
    process =
        new ProcessBuilder(
                ChildProcess.java(WaitingWriter.class, List.of(root.toString(), name, reserved)))
            .redirectError(errors.toFile())
            .start();
    try {
      awaitStart();
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private void awaitStart() throws IOException, InterruptedException {
    FutureTask<String> line =
        new FutureTask<>(() -> process.inputReader(StandardCharsets.UTF_8).readLine());
    Thread reader = new Thread(line, "the writer's first line");
    reader.setDaemon(true);
    reader.start();
    String said;
    try {
      said = line.get(TIMEOUT_MINUTES, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The writer says nothing. " + errors(), e);
    }
    if (!READY.equals(said)) {
      throw new IOException("The writer says " + said + ". " + errors());
    }
  }

  private String errors() throws IOException {
    return "Its errors: " + new String(Files.readAllBytes(errors), StandardCharsets.UTF_8);
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
        upload.complete(WrittenBytes.UNKNOWN);
      }
      System.out.println(READY);
      if (System.in.read() < 0) {
        throw new IOException("Nobody waits for this writer any more");
      }
      if (reserved.isEmpty()) {
        upload.complete(WrittenBytes.UNKNOWN);
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
      throw new IOException("The writer does not end. " + errors());
    }
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Files.deleteIfExists(errors);
    }
  }
}
