package io.s3dl.engine.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cases that do not pass on a scheme, with the reason of each: a resource with a line for each,
 * of the case's file, number, reason and description; and another one that explains the reasons.
 */
final class CliExclusions {

  /** Of cases that are not run. */
  static final String DFSADMIN = "dfsadmin";

  private static final String COLUMN = "\\|";

  private final Map<String, Exclusion> byCase = new LinkedHashMap<>();

  private CliExclusions() {}

  /**
   * A case that does not pass.
   *
   * @param file of the case
   * @param number of the case
   * @param reason one of those that are explained
   * @param description of the case, by which its number is checked
   */
  record Exclusion(String file, int number, String reason, String description) {}

  static CliExclusions of(String scheme) throws IOException {
    Map<String, String> reasons = reasons();
    CliExclusions exclusions = new CliExclusions();
    for (String line : lines("cli/" + scheme + ".txt")) {
      String[] columns = line.split(COLUMN, 4);
      Exclusion one =
          new Exclusion(columns[0], Integer.parseInt(columns[1]), columns[2], columns[3]);
      if (!reasons.containsKey(one.reason())) {
        throw new IOException("No such reason: " + line);
      }
      if (exclusions.byCase.put(name(one.file(), one.number()), one) != null) {
        throw new IOException("Twice: " + line);
      }
    }
    return exclusions;
  }

  /** The reasons, and what they are. */
  static Map<String, String> reasons() throws IOException {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String line : lines("cli/reasons.txt")) {
      String[] columns = line.split(COLUMN, 2);
      reasons.put(columns[0], columns[1]);
    }
    return reasons;
  }

  /** All cases that do not pass. */
  List<Exclusion> all() {
    return List.copyOf(byCase.values());
  }

  /** Why a case does not pass; empty if it is expected to. */
  String reason(String file, CliCase one) {
    Exclusion exclusion = byCase.get(name(file, one.number()));
    if (exclusion == null) {
      return "";
    }
    return exclusion.description().equals(one.description())
        ? exclusion.reason()
        : "listed as " + exclusion.description();
  }

  private static String name(String file, int number) {
    return file + " " + number;
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in = CliExclusions.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("There is no resource " + resource);
      }
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }
}
