package io.s3dl.bench;

import io.s3dl.bench.data.DataSets;
import io.s3dl.bench.measure.Referee;
import io.s3dl.bench.remote.PeerClasses;
import io.s3dl.bench.remote.RemoteStores;
import io.s3dl.bench.report.Commit;
import io.s3dl.bench.report.Document;
import io.s3dl.bench.report.Machine;
import io.s3dl.bench.report.Table;
import io.s3dl.bench.work.Lab;
import io.s3dl.bench.work.Workload;
import io.s3dl.bench.work.Workloads;
import io.s3dl.bench.work.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the benchmarks, prints their tables, and writes them to the document. */
@Command(
    name = "s3dl-bench",
    description = "Measures hadoop-s3dl beside its peers, in turns.",
    mixinStandardHelpOptions = true,
    versionProvider = BuiltVersion.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:measured", "1:something could not be measured", "2:wrong usage"})
public final class BenchCommand implements Callable<Integer> {

  private static final String MACHINE = "machine";
  private static final String MODULE = "contract-tests/bench";

  /** One frame, and the largest of the reads that are measured. */
  private static final long LEAST_BYTES = 1 << 20;

  @Option(names = "--list", description = "Lists the workloads and ends.")
  private boolean list;

  @Option(names = "--only", split = ",", paramLabel = "NAME", description = "These workloads only.")
  private List<String> only = List.of();

  @Option(
      names = "--size",
      defaultValue = "1g",
      converter = Size.class,
      description =
          "The size of each data set, at least 1m (default: ${DEFAULT-VALUE}); on Azure no more than"
              + " 128m.")
  private long size;

  @Option(
      names = "--files",
      defaultValue = "10000",
      description = "How many small files (default: ${DEFAULT-VALUE}).")
  private int files;

  @Option(
      names = "--objects",
      defaultValue = "1000",
      description = "How many small files on S3 and on Azure (default: ${DEFAULT-VALUE}).")
  private int objects;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Rounds that count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warmups",
      defaultValue = "1",
      description = "Rounds before them (default: ${DEFAULT-VALUE}).")
  private int warmups;

  @Option(
      names = "--dir",
      description =
          "Where the directory s3dl-bench is made, to which all is written (default: below target/).")
  private Optional<Path> directory = Optional.empty();

  @Option(
      names = "--write",
      paramLabel = "DOCUMENT",
      description = "The document whose tables are replaced by what was measured.")
  private Optional<Path> document = Optional.empty();

  @Mixin private StoreOptions store;

  @Spec private CommandSpec spec;

  private final Path project;
  private final List<Workload> workloads;

  /**
   * Creates the command.
   *
   * @param project the clone
   * @param workloads what it can measure
   */
  BenchCommand(Path project, List<? extends Workload> workloads) {
    this.project = project;
    this.workloads = List.copyOf(workloads);
  }

  /** Runs the command, in a JVM that the launcher has told where the clone is. */
  public static void main(String[] arguments) {
    Path project = Path.of(System.getProperty("s3dl.bench.project", "."));
    CommandLine commands = new CommandLine(new BenchCommand(project, Workloads.all()));
    System.exit(commands.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      workloads.forEach(workload -> out.printf("%-18s %s%n", workload.name(), workload.title()));
      return 0;
    }
    List<Workload> chosen = chosen();
    Optional<Document> target = document.map(Document::new);
    if (target.isPresent()) {
      // Before hours are spent.
      target.get().check(MACHINE);
      for (Workload workload : chosen) {
        target.get().check(workload.name());
      }
    }
    Workspace workspace = workspace();
    publish(target, MACHINE, Machine.describe(workspace.directory()).markdown());
    String commit = Commit.of(project, document);
    boolean failed = false;
    Path module = project.resolve(MODULE);
    try (PeerClasses s3a = PeerClasses.s3a(module);
        PeerClasses abfs = PeerClasses.abfs(module);
        RemoteStores stores = store.open(s3a, abfs)) {
      for (Workload workload : chosen) {
        failed |= !measure(workload, workspace, stores, commit, target);
      }
    }
    return failed ? 1 : 0;
  }

  private Workspace workspace() throws IOException {
    Path parent = directory.orElse(project.resolve(MODULE).resolve("target"));
    try {
      return Workspace.in(parent);
    } catch (FileAlreadyExistsException e) {
      throw new ParameterException(spec.commandLine(), "--dir: " + e.getMessage(), e);
    }
  }

  private List<Workload> chosen() {
    if (rounds < 1 || warmups < 0 || files < 1 || objects < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--rounds, --files and --objects must be at least 1, and --warmups 0");
    }
    if (size < LEAST_BYTES) {
      throw new ParameterException(
          spec.commandLine(), "--size must be at least " + Size.text(LEAST_BYTES));
    }
    if (only.isEmpty()) {
      return workloads;
    }
    List<Workload> chosen = new ArrayList<>();
    for (String name : only) {
      chosen.add(
          workloads.stream()
              .filter(workload -> workload.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(), "No workload " + name + "; --list shows all")));
    }
    return chosen;
  }

  /** False if it failed, which keeps none of the others from running. */
  private boolean measure(
      Workload workload,
      Workspace workspace,
      RemoteStores stores,
      String commit,
      Optional<Document> target)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    DataSets data = new DataSets(workspace.data(), size(workload), err::println);
    Lab lab =
        new Lab(
            workspace,
            project,
            data,
            new Lab.Counts(files, objects),
            new Referee(warmups, rounds, err::println),
            stores);
    String load = Machine.load();
    workspace.begin();
    try {
      Table table = workload.run(lab);
      publish(
          target,
          workload.name(),
          table.markdown() + "\n" + caption(workload, commit, load) + "\n");
      return true;
    } catch (IOException | RuntimeException e) {
      err.println("s3dl-bench: " + workload.name() + ": " + e);
      return false;
    } finally {
      workspace.end();
    }
  }

  private long size(Workload workload) {
    return Math.min(size, workload.largest());
  }

  private String caption(Workload workload, String commit, String load) {
    return "Measured on %s at commit %s by `s3dl-bench --only %s --size %s --files %d --objects %d --warmups %d --rounds %d`; load of the machine before: %s."
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            commit,
            workload.name(),
            Size.text(size(workload)),
            files,
            objects,
            warmups,
            rounds,
            load);
  }

  private void publish(Optional<Document> target, String name, String text) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println("## " + name + "\n\n" + text);
    out.flush();
    if (target.isPresent()) {
      target.get().write(name, text);
    }
  }
}
