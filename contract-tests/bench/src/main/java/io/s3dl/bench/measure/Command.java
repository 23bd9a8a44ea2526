package io.s3dl.bench.measure;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs programs, and waits for them. A program that fails is an error with what it said. */
public final class Command {

  private static final int MESSAGE_LIMIT = 2000;
  private static final Set<String> SETTINGS =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "S3DL_JAVA_OPTS");
  private static final List<String> PREFIXES_OF_SETTINGS = List.of("HADOOP_", "ZSTD_", "GIT_");

  private Command() {}

  /** Runs a program whose output nobody wants. */
  public static void run(List<String> command) throws IOException {
    execute(command, ProcessBuilder.Redirect.DISCARD);
  }

  /** Runs a program and returns what it wrote to its standard output. */
  public static String output(List<String> command) throws IOException {
    Path output = Files.createTempFile("s3dl-bench-", ".out");
    try {
      execute(command, ProcessBuilder.Redirect.to(output.toFile()));
      return Files.readString(output, StandardCharsets.UTF_8);
    } finally {
      Files.delete(output);
    }
  }

  private static void execute(List<String> command, ProcessBuilder.Redirect output)
      throws IOException {
    Path errors = Files.createTempFile("s3dl-bench-", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output)
              .redirectError(errors.toFile());
      neutralize(builder.environment());
      int status = await(builder.start());
      if (status != 0) {
        String said = Files.readString(errors, StandardCharsets.ISO_8859_1).strip();
        throw new IOException(
            String.join(" ", command)
                + " has failed with status "
                + status
                + ": "
                + said.substring(0, Math.min(said.length(), MESSAGE_LIMIT)));
      }
    } finally {
      Files.delete(errors);
    }
  }

  /** Leaves the same Java as ours, and nobody's settings of a program. */
  static void neutralize(Map<String, String> environment) {
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment
        .keySet()
        .removeIf(
            name ->
                SETTINGS.contains(name)
                    || PREFIXES_OF_SETTINGS.stream().anyMatch(name::startsWith));
  }

  private static int await(Process process) throws InterruptedIOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      // Before it ends, which would leave its children to another parent.
      List<ProcessHandle> descendants = process.descendants().toList();
      process.destroy();
      descendants.forEach(ProcessHandle::destroy);
      Thread.currentThread().interrupt();
      throw (InterruptedIOException) new InterruptedIOException("Interrupted").initCause(e);
    }
  }
}
