package io.s3dl.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a program did that has ended.
 *
 * @param status its exit status
 * @param out what it wrote to its standard output
 * @param err what it wrote to its standard error
 */
public record ChildProcess(int status, String out, String err) {

  private static final int TIMEOUT_MINUTES = 2;

  /** Runs a program in a directory, with its output in files of that directory. */
  public static ChildProcess run(Path directory, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    // Options of the machine, and what they print, are none of the test's.
    builder.environment().keySet().removeIf(name -> name.matches("JAVA_TOOL_OPTIONS|S3DL_.*"));
    builder.environment().keySet().removeIf(name -> name.matches("HADOOP_.*"));
    return run(directory, builder);
  }

  /** Runs a program with this environment, and nothing of this process's. */
  public static ChildProcess run(
      Path directory, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return run(directory, builder);
  }

  private static ChildProcess run(Path directory, ProcessBuilder builder)
      throws IOException, InterruptedException {
    File out = Files.createTempFile(directory, "out", null).toFile();
    File err = Files.createTempFile(directory, "err", null).toFile();
    Process process =
        builder.directory(directory.toFile()).redirectOutput(out).redirectError(err).start();
    try {
      if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("Runs for too long: " + builder.command());
      }
    } finally {
      process.destroyForcibly();
    }
    return new ChildProcess(process.exitValue(), read(out), read(err));
  }

  /** The command that runs a class of this class path. */
  public static List<String> java(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }

  private static String read(File file) throws IOException {
    String text = Files.readString(file.toPath(), Charset.defaultCharset());
    Files.delete(file.toPath());
    return text;
  }
}
