package io.s3dl.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What this process has used so far, as Linux counts it. Differences of two tell what was used
 * between them.
 *
 * @param cpuSeconds of all threads and of the child processes that have ended
 * @param readBytes of all read calls, whether from disk, cache or pipe
 * @param writeBytes of all write calls
 */
public record Usage(
    double cpuSeconds, long readBytes, long writeBytes, long readCalls, long writeCalls) {

  private static final Path STAT = Path.of("/proc/self/stat");
  private static final Path IO = Path.of("/proc/self/io");

  /** What the kernel counts CPU time in for user space: 100 a second on every architecture. */
  private static final double TICKS_PER_SECOND = 100;

  /** Where the user time stands behind the process's name: fields 14 to 17 of proc(5). */
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;

  /** What has been used until now. */
  public static Usage now() throws IOException {
    Map<String, Long> io = new HashMap<>();
    for (String line : Files.readAllLines(IO, StandardCharsets.US_ASCII)) {
      int colon = line.indexOf(':');
      io.put(line.substring(0, colon), Long.valueOf(line.substring(colon + 1).strip()));
    }
    return new Usage(
        cpuSeconds(Files.readString(STAT, StandardCharsets.ISO_8859_1)),
        io.get("rchar"),
        io.get("wchar"),
        io.get("syscr"),
        io.get("syscw"));
  }

  /** The CPU time in a line of {@code /proc/PID/stat}, children that have ended included. */
  static double cpuSeconds(String stat) {
    // The name stands in brackets and may itself hold brackets and spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** What was used since an earlier moment. */
  public Usage since(Usage earlier) {
    return new Usage(
        cpuSeconds - earlier.cpuSeconds,
        readBytes - earlier.readBytes,
        writeBytes - earlier.writeBytes,
        readCalls - earlier.readCalls,
        writeCalls - earlier.writeCalls);
  }
}
