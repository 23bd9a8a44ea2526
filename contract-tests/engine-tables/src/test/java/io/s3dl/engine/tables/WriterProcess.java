package io.s3dl.engine.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writers in a process of their own: says that it is ready, is told to go, and says when done. */
final class WriterProcess {

  private static final String TASK = "task.";

  private WriterProcess() {}

  /** Writes down what such a process is to do. */
  static Path write(
      Path scratch,
      Map<String, String> settings,
      Format format,
      String root,
      String name,
      List<RowFile> files)
      throws IOException {
    Properties task = new Properties();
    settings.forEach(task::setProperty);
    task.setProperty("spark.local.dir", scratch.resolve("child").toString());
    task.setProperty(TASK + "format", format.name());
    task.setProperty(TASK + "root", root);
    task.setProperty(TASK + "name", name);
    task.setProperty(
        TASK + "files", files.stream().map(RowFile::line).collect(Collectors.joining("\n")));
    Path path = scratch.resolve("task-" + format + ".properties");
    try (Writer out = Files.newBufferedWriter(path)) {
      task.store(out, null);
    }
    return path;
  }

  /** Does it. */
  public static void main(String[] arguments) throws Exception {
    // Or threads of Spark's would keep the process alive, and nobody would hear of it.
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, failure) -> {
              failure.printStackTrace();
              System.exit(1);
            });
    Properties task = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(arguments[0]))) {
      task.load(in);
    }
    Map<String, String> settings = new TreeMap<>();
    task.stringPropertyNames().stream()
        .filter(key -> !key.startsWith(TASK))
        .forEach(key -> settings.put(key, task.getProperty(key)));
    Shared shared = new Shared(settings);
    Format format = Format.valueOf(task.getProperty(TASK + "format"));
    String root = task.getProperty(TASK + "root");
    String name = task.getProperty(TASK + "name");
    List<RowFile> files = task.getProperty(TASK + "files").lines().map(RowFile::of).toList();
    Map<Integer, Appender> appenders = new TreeMap<>();
    files.forEach(
        file ->
            appenders.computeIfAbsent(
                file.writer(), writer -> format.appender(shared, root, name, writer)));
    System.out.println("ready");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    if (in.readLine() != null) {
      Writers.run(files, appenders::get);
      System.out.println("done");
    }
    System.exit(0);
  }
}
