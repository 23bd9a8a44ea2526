package io.s3dl.engine.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Another JVM with the class path of this one, which ends when it is closed at the latest. */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader lines;
  private final Path errors;

  /**
   * Starts a class.
   *
   * @param scratch where its errors go
   */
  Child(Path scratch, Class<?> main, Path argument) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=240m"));
    command.addAll(List.of(System.getProperty("s3dl.tables.opens").split(" ", -1)));
    command.add("-Djava.io.tmpdir=" + scratch);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(main.getName(), argument.toString()));
    errors = scratch.resolve("errors-" + argument.getFileName());
    process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    lines = process.inputReader(UTF_8);
  }

  /**
   * Waits for a line that it prints; others are passed over. Half of the time that the test has, so
   * that it is this that says what went wrong, and not the test's end.
   */
  void await(String expected) throws Exception {
    int seconds = Tables.minutes() * 60 / 2;
    boolean printed;
    try {
      printed =
          CompletableFuture.supplyAsync(() -> prints(expected)).get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(
          "No " + expected + " in " + seconds + " s: " + Files.readString(errors), e);
    }
    if (!printed) {
      throw new AssertionError("It ended before " + expected + ": " + Files.readString(errors));
    }
  }

  private boolean prints(String expected) {
    try {
      String line = lines.readLine();
      while (line != null && !line.equals(expected)) {
        line = lines.readLine();
      }
      return line != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a line to its standard input. */
  void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
