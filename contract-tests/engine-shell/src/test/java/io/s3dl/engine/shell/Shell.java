package io.s3dl.engine.shell;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Hadoop's shell in a directory of a file system, which arguments call {@code @}, with a directory
 * of the disk beside it, which they call {@code %}.
 */
final class Shell {

  private final URI directory;
  private final Path local;
  private final Configuration conf;

  /**
   * A shell.
   *
   * @param directory a URI that ends with a slash
   * @param local the directory of the disk
   * @param conf in which the file system is the default one
   */
  Shell(URI directory, Path local, Configuration conf) {
    this.directory = directory;
    this.local = local;
    this.conf = conf;
  }

  /** The same with another setting. */
  Shell with(String key, String value) {
    Configuration changed = new Configuration(conf);
    changed.set(key, value);
    return new Shell(directory, local, changed);
  }

  /** Runs a command: {@code @/x} is a path in the directory, {@code %/x} one on the disk. */
  ShellRun run(String... arguments) throws Exception {
    return runWith("", arguments);
  }

  /** Runs a command with some text on its standard input. */
  ShellRun runWith(String input, String... arguments) throws Exception {
    String[] resolved =
        Arrays.stream(arguments)
            .map(argument -> argument.replace("@/", directory.toString()))
            .map(argument -> argument.replace("%/", "file://" + local + "/"))
            .toArray(String[]::new);
    return ShellRun.of(conf, input, resolved);
  }

  /** What a command printed, with the names that arguments have, to compare it with another's. */
  ShellRun neutral(ShellRun run) {
    return run.with("file://" + local + "/", "%/")
        .with(directory.toString(), "@/")
        .with(directory.getScheme() + ":" + directory.getPath(), "@/")
        .with(directory.getPath(), "@/")
        .with(local + "/", "%/");
  }

  /** Writes a file of the disk, with its directory. */
  void write(String name, byte[] content) throws IOException {
    Path file = local.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  /** A file of the disk. */
  Path local(String name) {
    return local.resolve(name);
  }

  /** A path in the directory. */
  org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(directory + name);
  }

  /** The key of a path in the directory, without what its stored form adds. */
  String key(String name) {
    return directory.getPath().substring(1) + name;
  }

  FileSystem fileSystem() throws IOException {
    return FileSystem.get(directory, conf);
  }
}
