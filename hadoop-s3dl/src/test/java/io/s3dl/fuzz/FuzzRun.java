package io.s3dl.fuzz;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What came of fuzzing one target in a Java machine of its own.
 *
 * @param status its exit status, 0 unless there was a finding or it could not work
 * @param executions how many inputs it tried
 * @param coverage the last state it told: edges covered, features, inputs worth keeping
 * @param findings the inputs that the target did not stand
 * @param log all that it wrote
 */
record FuzzRun(int status, long executions, String coverage, List<Path> findings, Path log) {

  private static final String FUZZER = "com.code_intelligence.jazzer.Jazzer";
  private static final Pattern EXECUTIONS =
      Pattern.compile("stat::number_of_executed_units: (\\d+)");
  private static final Pattern COVERAGE = Pattern.compile("cov: \\d+ ft: \\d+ corp: \\d+");

  /** Beyond the time for fuzzing: to begin, to try the seeds, to end. */
  private static final int PATIENCE_SECONDS = 120;

  private static final int SLOWEST_INPUT_SECONDS = 20;

  /** Fuzzes a target for some time, or until there is a finding; keeps all in a directory. */
  static FuzzRun of(Class<? extends FuzzTarget> target, int seconds, Path directory)
      throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(directory.resolve("corpus"));
    Path found = emptied(directory.resolve("findings"));
    Path seeds = emptied(directory.resolve("seeds"));
    FuzzTarget created = FuzzTargets.create(target);
    int number = 0;
    for (byte[] seed : created.seeds()) {
      Files.write(seeds.resolve("seed-" + number++), seed);
    }
    for (Path finding : FuzzTargets.findings(target)) {
      Files.copy(finding, seeds.resolve(finding.getFileName()));
    }
    Path log = directory.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:MaxDirectMemorySize=1g",
                "-XX:ErrorFile=" + found.resolve("crash-of-the-java-machine"),
                "-cp",
                System.getProperty("java.class.path"),
                FUZZER,
                "--target_class=" + target.getName(),
                "--instrumentation_includes=io.s3dl.**",
                "--reproducer_path=" + directory,
                "-artifact_prefix=" + found + "/",
                "-max_total_time=" + seconds,
                "-timeout=" + SLOWEST_INPUT_SECONDS,
                "-max_len=" + created.mostBytes(),
                "-print_final_stats=1",
                corpus.toString(),
                seeds.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    int status = statusOf(builder.start(), seconds + PATIENCE_SECONDS);
    return of(status, found, log);
  }

  private static int statusOf(Process process, int seconds)
      throws IOException, InterruptedException {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new IOException("The fuzzer does not end");
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private static FuzzRun of(int status, Path found, Path log) throws IOException {
    String text = Files.readString(log, Charset.defaultCharset());
    long executions =
        EXECUTIONS.matcher(text).results().mapToLong(r -> Long.parseLong(r.group(1))).sum();
    String coverage =
        COVERAGE
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .reduce((first, second) -> second)
            .orElse("no coverage");
    try (Stream<Path> files = Files.list(found)) {
      return new FuzzRun(status, executions, coverage, files.sorted().toList(), log);
    }
  }

  /** One line for who reads the build's output. */
  String summary(String name, int seconds) {
    return String.format(
        Locale.ROOT,
        "%-20s %,12d inputs in %d s, %s, %d findings%n",
        name,
        executions,
        seconds,
        coverage,
        findings.size());
  }

  private static Path emptied(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> old = Files.walk(directory)) {
        for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(directory);
  }
}
