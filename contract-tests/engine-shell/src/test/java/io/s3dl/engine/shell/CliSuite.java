package io.s3dl.engine.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.hadoop.cli.CLITestHelper;
import org.apache.hadoop.cli.util.CLICommand;
import org.apache.hadoop.cli.util.CLITestData;
import org.apache.hadoop.cli.util.CommandExecutor;
import org.apache.hadoop.cli.util.ComparatorData;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The test cases of one of Hadoop's files, run by Hadoop's own helper, with its comparators, one
 * after the other. What a case leaves behind is removed before the next one, so that none fails for
 * another's sake; but the user's home stays, empty, since cases expect what earlier ones did to it.
 */
final class CliSuite extends CLITestHelper {

  private final String file;
  private final CliText text;
  private final Configuration settings;

  CliSuite(String file, CliText text, Configuration settings) {
    this.file = file;
    this.text = text;
    this.settings = settings;
    this.username = System.getProperty("user.name");
  }

  /** Runs all cases but those that need a NameNode to administer. */
  List<CliCase> run() throws Exception {
    setUp();
    FileSystem fs = FileSystem.get(settings);
    Path directory = Path.of(TEST_CACHE_DATA_DIR);
    Map<Path, byte[]> data = files(directory);
    Set<Integer> administrative = administrative(directory.resolve(file));
    List<CLITestData> all = testsFromConfigFile;
    List<CliCase> cases = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      CLITestData one = all.get(i);
      String description = one.getTestDesc().strip().replaceAll("\\s+", " ");
      if (administrative.contains(i)) {
        cases.add(new CliCase(i + 1, description, CliCase.Result.NOT_RUN, ""));
        continue;
      }
      testsFromConfigFile = new ArrayList<>(List.of(one));
      testAll();
      CliCase.Result result = one.getTestResult() ? CliCase.Result.PASSED : CliCase.Result.FAILED;
      cases.add(new CliCase(i + 1, description, result, story(one)));
      restore(fs, directory, data);
    }
    return cases;
  }

  private static void restore(FileSystem fs, Path directory, Map<Path, byte[]> data)
      throws IOException {
    boolean home = fs.exists(fs.getHomeDirectory());
    for (FileStatus status : fs.listStatus(new org.apache.hadoop.fs.Path("/"))) {
      fs.delete(status.getPath(), true);
    }
    if (home) {
      fs.mkdirs(fs.getHomeDirectory());
    }
    for (Path now : files(directory).keySet()) {
      if (!data.containsKey(now)) {
        Files.delete(now);
      }
    }
    for (Map.Entry<Path, byte[]> before : data.entrySet()) {
      if (!Files.exists(before.getKey())) {
        Files.write(before.getKey(), before.getValue());
      }
    }
  }

  private static Map<Path, byte[]> files(Path directory) throws IOException {
    Map<Path, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        contents.put(one, Files.readAllBytes(one));
      }
    }
    return contents;
  }

  /** The places of cases with commands of {@code dfsadmin}, which the helper would leave out. */
  private static Set<Integer> administrative(Path file)
      throws IOException, ParserConfigurationException, SAXException {
    NodeList tests =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getElementsByTagName("test");
    Set<Integer> found = new TreeSet<>();
    for (int i = 0; i < tests.getLength(); i++) {
      Element test = (Element) tests.item(i);
      if (test.getElementsByTagName("dfs-admin-command").getLength() > 0) {
        found.add(i);
      }
    }
    return found;
  }

  /** What a person wants to know of a case that failed. */
  private String story(CLITestData one) {
    StringBuilder story = new StringBuilder();
    for (CLICommand command : one.getTestCommands()) {
      story.append("  $ ").append(expandCommand(command.getCmd())).append(System.lineSeparator());
    }
    for (ComparatorData comparator : one.getComparatorData()) {
      story
          .append(comparator.getTestResult() ? "  as expected (" : "  MISSED (")
          .append(comparator.getComparatorType())
          .append("): ")
          .append(expandCommand(comparator.getExpectedOutput()))
          .append(System.lineSeparator());
    }
    if (!one.getComparatorData().isEmpty()) {
      ComparatorData outcome = one.getComparatorData().get(0);
      story.append(outcome.getActualOutput().indent(4));
      story.append("  exit status ").append(outcome.getExitCode());
    }
    return story.toString();
  }

  @Override
  protected String getTestFile() {
    return file;
  }

  @Override
  protected String expandCommand(String command) {
    return super.expandCommand(text.expected(command));
  }

  /** A configuration for each command, since options of one stay in it. */
  @Override
  protected CommandExecutor.Result execute(CLICommand command) throws Exception {
    return command
        .getExecutor(text.nameNode(), new Configuration(settings))
        .executeCommand(text.command(command.getCmd()));
  }
}
