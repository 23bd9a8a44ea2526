package io.s3dl.oplog;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How operations are logged. In the path and the client's name, {@code {pid}} stands for the number
 * of the process.
 *
 * @param path the file, which is never one that exists: see {@link LogFile}
 * @param overflow what happens while the queue is full
 * @param queueEntries how many operations wait to be written, at least 1
 * @param level the Zstandard level
 * @param clientId what stands in the column {@code client_id}; never taken from credentials
 */
public record OplogOptions(
    Path path, Overflow overflow, int queueEntries, int level, String clientId) {

  private static final String PID = "{pid}";

  public OplogOptions {
    Objects.requireNonNull(overflow, "overflow");
    if (queueEntries < 1) {
      throw new IllegalArgumentException("A queue of " + queueEntries + " entries");
    }
    path = Path.of(withPid(path.toString()));
    clientId = withPid(clientId);
  }

  private static String withPid(String text) {
    return text.replace(PID, Long.toString(ProcessHandle.current().pid()));
  }
}
