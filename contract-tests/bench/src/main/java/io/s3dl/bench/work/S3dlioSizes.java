package io.s3dl.bench.work;

import io.s3dl.bench.data.S3dlioInput;
import io.s3dl.bench.report.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How large small files become, beside the sizes that s3dlio tells of its own. */
final class S3dlioSizes implements Workload {

  private static final int BYTES = 50_000;
  private static final int LEVEL = 5;

  /** What is allowed of theirs, and the bytes of the index beside it. */
  private static final double FACTOR = 1.05;

  private static final int INDEX_BYTES = 80;

  private static final Map<S3dlioInput, Integer> THEIRS =
      Map.of(
          S3dlioInput.REPEATED, 66,
          S3dlioInput.JSON, 5946,
          S3dlioInput.RANDOM_LIKE, 1652,
          S3dlioInput.HIGH_ENTROPY, 276,
          S3dlioInput.RANDOM, 50_009);

  @Override
  public String name() {
    return "s3dlio-sizes";
  }

  @Override
  public String title() {
    return "stored size of s3dlio's test inputs, 50,000 bytes each, level 5";
  }

  @Override
  public Table run(Lab lab) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    Map<String, String> settings = Map.of(Mounts.LEVEL, String.valueOf(LEVEL));
    try (Mount filedl = new Mounts(lab).ours("filedl", settings)) {
      for (S3dlioInput input : S3dlioInput.values()) {
        String fileName = "size-" + input.name();
        try (OutputStream out = filedl.files().create(filedl.path(fileName))) {
          out.write(input.bytes(BYTES));
        }
        rows.add(row(input, Files.size(ShellProgram.stored(lab, fileName))));
      }
    }
    return new Table(
        List.of("Data", "s3dlio, bytes", "Ours, bytes", "Goal", "Met"),
        rows,
        List.of("s3dlio: its own figures, of objects without index and checksums"));
  }

  private static List<String> row(S3dlioInput input, long stored) {
    int theirs = THEIRS.get(input);
    double bound = theirs * FACTOR + INDEX_BYTES;
    return List.of(
        input.title(),
        String.format(Locale.ROOT, "%,d", theirs),
        String.format(Locale.ROOT, "%,d", stored),
        String.format(Locale.ROOT, "≤ %,.0f", bound),
        stored <= bound ? "yes" : "**no**");
  }
}
