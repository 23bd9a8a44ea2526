package io.s3dl.robustness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM with the class path of this one. What it prints is read as it comes, line by line;
 * its errors go to a file. Whoever started it closes it, which kills it if it still runs.
 */
final class ChildJvm implements AutoCloseable {

  /** For what takes no time but that of a JVM's start on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Of its errors, what a message has: the last is what ended it. */
  private static final int ERROR_BYTES = 8 << 10;

  private static final String END = "\u0000end";

  private final Process process;
  private final Path errors;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Thread reader;

  /**
   * Starts a class.
   *
   * @param scratch where its errors go
   * @param options of the JVM
   */
  ChildJvm(Path scratch, List<String> options, Class<?> main, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    for (String opened : List.of("java.lang", "java.util", "sun.nio.ch")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.addAll(options);
    command.add(main.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    errors = Files.createTempFile(scratch, "errors", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("JAVA_TOOL_OPTIONS|HADOOP_.*"));
    process = builder.start();
    reader = new Thread(this::readLines, "lines of " + main.getSimpleName());
    reader.setDaemon(true);
    reader.start();
  }

  /** Writes a line to its standard input. */
  void tell(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(UTF_8));
    in.flush();
  }

  /** Ends its standard input. */
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /**
   * The next line that it printed; waits for it, but not for work.
   *
   * @throws IOException if there is none, with what it said of its errors
   */
  String nextLine() throws IOException, InterruptedException {
    return nextLine(PATIENCE);
  }

  /**
   * The next line that it printed; waits for it for so long at most.
   *
   * @throws IOException if there is none, with what it said of its errors
   */
  String nextLine(Duration patience) throws IOException, InterruptedException {
    String line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw new IOException("The child was silent for " + patience.toSeconds() + " s. " + errors());
    }
    if (line.equals(END)) {
      lines.add(END); // for who asks again
      throw new IOException("The child has ended (" + exitStatus() + "). " + errors());
    }
    return line;
  }

  /** Waits for one line. */
  void await(String expected) throws IOException, InterruptedException {
    String line = nextLine();
    if (!line.equals(expected)) {
      throw new IOException("Not " + expected + " but " + line + ". " + errors());
    }
  }

  /** Gives it some time. Whether it still runs then. */
  boolean runsFor(long millis) throws InterruptedException {
    return !process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** Ends it as kill -9 does; all that it has printed, and was not taken, in whole lines. */
  List<String> kill() throws InterruptedException {
    process.toHandle().destroyForcibly(); // Process's own would close what is yet to be read
    process.waitFor();
    reader.join();
    List<String> rest = new ArrayList<>();
    lines.drainTo(rest);
    rest.remove(END);
    return rest;
  }

  /** Waits for its end by itself. */
  int exitStatus() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("The child does not end. " + errors());
    }
    return process.exitValue();
  }

  /** The last of what it wrote to its standard error. */
  String errors() throws IOException {
    byte[] all = Files.readAllBytes(errors);
    int from = Math.max(0, all.length - ERROR_BYTES);
    return "Its errors: " + new String(all, from, all.length - from, UTF_8);
  }

  @Override
  public void close() throws IOException {
    process.toHandle().destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(errors);
  }

  /** Lines that a kill has cut off are left out. */
  private void readLines() {
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = out.read(); c >= 0; c = out.read()) {
        if (c == '\n') {
          lines.add(line.toString());
          line.setLength(0);
        } else {
          line.append((char) c);
        }
      }
    } catch (IOException e) {
      lines.add("cannot be read: " + e);
    } finally {
      lines.add(END);
    }
  }
}
