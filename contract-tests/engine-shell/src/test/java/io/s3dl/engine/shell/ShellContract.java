package io.s3dl.engine.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.harness.EngineStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * Commands of Hadoop's shell on each of our file systems, beside the same ones on {@code file://}.
 */
@RunWith(Parameterized.class)
public abstract class ShellContract {

  @ClassRule public static final Places PLACES = new Places();

  @Parameterized.Parameters(name = "{0}")
  public static List<String> schemes() {
    return List.of("s3dl", "azdl", "filedl", "directdl");
  }

  @Parameterized.Parameter public String scheme;

  private Shell ours;
  private Shell disk;

  @Before
  public void open() throws Exception {
    ours = PLACES.shell(scheme);
    disk = PLACES.reference();
  }

  /** The shell on the scheme under test. */
  protected final Shell ours() {
    return ours;
  }

  /** The one on {@code file://}. */
  protected final Shell disk() {
    return disk;
  }

  /** Where the scheme under test stores what it is given. */
  protected final EngineStore store() throws IOException, InterruptedException {
    return PLACES.store(scheme);
  }

  /** Writes a text on the disk beside each of the shells. */
  protected final void local(String name, String content) throws IOException {
    for (Shell shell : List.of(ours, disk)) {
      shell.write(name, content.getBytes(UTF_8));
    }
  }

  /** The text of a file beside our shell, which is the same beside the other. */
  protected final String localText(String name) throws IOException {
    String text = Files.readString(ours.local(name), UTF_8);
    assertThat(text).as("%s beside file://", name).isEqualTo(Files.readString(disk.local(name)));
    return text;
  }

  /** Stores a text under a name in both directories. */
  protected final void stored(String name, String content) throws Exception {
    for (Shell shell : List.of(ours, disk)) {
      ShellRun run = shell.runWith(content, "-put", "-f", "-", "@/" + name);
      assertThat(run).isEqualTo(new ShellRun(0, "", ""));
    }
  }

  /** Runs a command on both: exit status, output and complaints are the same. */
  protected final ShellRun both(String... arguments) throws Exception {
    return bothWith("", arguments);
  }

  /** The same with some text on the standard input. */
  protected final ShellRun bothWith(String input, String... arguments) throws Exception {
    ShellRun expected = disk.neutral(disk.runWith(input, arguments));
    ShellRun run = ours.neutral(ours.runWith(input, arguments));
    assertThat(run).as("hadoop fs %s", String.join(" ", arguments)).isEqualTo(expected);
    return run;
  }

  /** Runs a command on both that prints names, which {@code file://} has in any order. */
  protected final List<String> listed(String... arguments) throws Exception {
    ShellRun expected = disk.neutral(disk.run(arguments));
    ShellRun run = ours.neutral(ours.run(arguments));
    assertThat(run.status()).as("%s", run).isEqualTo(expected.status());
    assertThat(run.err()).as("%s", run).isEqualTo(expected.err());
    assertThat(run.lines()).containsExactlyInAnyOrderElementsOf(expected.lines());
    return run.lines();
  }

  /** Runs a command on both: it succeeds, and says nothing on either. */
  protected final void quietly(String... arguments) throws Exception {
    assertThat(both(arguments)).isEqualTo(new ShellRun(0, "", ""));
  }

  /** Runs a command on both: it fails with one line, the same on both. */
  protected final void bothRefuse(String reason, String... arguments) throws Exception {
    oneLine(reason, both(arguments));
  }

  /** Runs a command on ours: it succeeds without a complaint. */
  protected final ShellRun good(String... arguments) throws Exception {
    ShellRun run = ours.neutral(ours.run(arguments));
    assertThat(run.err()).as("%s", run).isEmpty();
    assertThat(run.status()).as("%s", run).isZero();
    return run;
  }

  /** Runs a command on ours: it fails, and says why in one line. */
  protected final void refused(String reason, String... arguments) throws Exception {
    oneLine(reason, ours.neutral(ours.run(arguments)));
  }

  private static void oneLine(String reason, ShellRun run) {
    assertThat(run.status()).as("%s", run).isEqualTo(1);
    assertThat(run.err().lines()).as("%s", run).singleElement().asString().contains(reason);
  }

  /** What {@code -cat} prints, which is the same on both. */
  protected final String cat(String path) throws Exception {
    ShellRun run = both("-cat", path);
    assertThat(run.status()).as("%s", run).isZero();
    return run.out();
  }

  /** So many lines of a text. */
  protected static String text(int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("line ").append(i).append(" of a text that repeats itself\n");
    }
    return text.toString();
  }
}
