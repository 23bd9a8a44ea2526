package io.s3dl.bench.report;

import io.s3dl.bench.measure.Command;
import io.s3dl.fs.FiledlFileSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what figures were measured on, and with which versions of other programs. */
public final class Machine {

  private static final double KIB_OF_GIB = 1 << 20;

  private Machine() {}

  /**
   * The description.
   *
   * @param directory where files are written and read
   */
  public static Table describe(Path directory) throws IOException {
    return new Table(
        List.of("", ""),
        List.of(
            List.of("processors", Runtime.getRuntime().availableProcessors() + " × " + processor()),
            List.of("memory", memory()),
            List.of("disk", disk(directory)),
            List.of(
                "kernel", System.getProperty("os.name") + " " + System.getProperty("os.version")),
            List.of(
                "Java",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")),
            List.of("zstd", version("zstd")),
            List.of("fio", version("fio"))),
        List.of());
  }

  /** The version in the manifest of the jar that is measured. */
  public static String measuredVersion() {
    return Optional.ofNullable(FiledlFileSystem.class.getPackage().getImplementationVersion())
        .orElse("not from a jar");
  }

  /** The load of the last minute: 0 on a quiet machine. */
  public static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg"), StandardCharsets.US_ASCII).split(" ", 2)[0];
  }

  private static String processor() throws IOException {
    return lineOf(Path.of("/proc/cpuinfo"), "model name")
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse(System.getProperty("os.arch"));
  }

  private static String memory() throws IOException {
    String line = lineOf(Path.of("/proc/meminfo"), "MemTotal:").orElse("MemTotal: 0 kB");
    double kib = Double.parseDouble(line.replaceAll("\\D+", ""));
    return String.format(Locale.ROOT, "%.1f GiB", kib / KIB_OF_GIB);
  }

  private static String disk(Path directory) {
    return said("findmnt", "-n", "-o", "SOURCE,FSTYPE", "-T", directory.toString())
        .map(mount -> mount.replaceAll("\\s+", ", "))
        .orElse("unknown");
  }

  private static String version(String program) {
    return said(program, "--version")
        .map(line -> line.replace("*** ", "").replace(" ***", ""))
        .orElse("not installed");
  }

  /** What a program says, if it is there and succeeds. */
  private static Optional<String> said(String... command) {
    try {
      return Optional.of(Command.output(List.of(command)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> lineOf(Path file, String beginning) throws IOException {
    return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst();
  }
}
