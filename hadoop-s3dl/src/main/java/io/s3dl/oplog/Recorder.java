package io.s3dl.oplog;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * Runs operations and logs how they ended. What they throw is thrown.
 *
 * @param log takes every operation that has ended
 */
record Recorder(Consumer<Entry> log) {

  /** An operation, which may say of itself what the log is to have. */
  @FunctionalInterface
  interface Call<T> {
    T run(Running running) throws IOException;
  }

  /** An operation without an answer. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /** Begins an operation that the caller ends. */
  Running begin(Operation operation, String file) {
    return new Running(operation, file, log);
  }

  <T> T record(Operation operation, String file, Call<T> call) throws IOException {
    Running running = begin(operation, file);
    try {
      return call.run(running);
    } catch (IOException | RuntimeException | Error e) {
      running.failed(e);
      throw e;
    } finally {
      running.end();
    }
  }

  void record(Operation operation, String file, Action action) throws IOException {
    record(
        operation,
        file,
        running -> {
          action.run();
          return null;
        });
  }

  /** Logs an operation only if it fails. */
  <T> T recordFailure(Operation operation, String file, Call<T> call) throws IOException {
    Running running = begin(operation, file);
    try {
      return call.run(running);
    } catch (IOException | RuntimeException | Error e) {
      running.failed(e);
      running.end();
      throw e;
    }
  }
}
