package io.s3dl.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/** What commands there are, and whose classes run them. */
public class CommandsTest extends ShellContract {

  /**
   * Those that the tests beside this one run. A Hadoop that has more of them is to be looked at.
   */
  private static final Set<String> COMMANDS =
      Set.of(
          "appendToFile",
          "cat",
          "checksum",
          "chgrp",
          "chmod",
          "chown",
          "concat",
          "copyFromLocal",
          "copyToLocal",
          "count",
          "cp",
          "createSnapshot",
          "deleteSnapshot",
          "df",
          "du",
          "expunge",
          "find",
          "get",
          "getfacl",
          "getfattr",
          "getmerge",
          "head",
          "help",
          "ls",
          "mkdir",
          "moveFromLocal",
          "moveToLocal",
          "mv",
          "put",
          "renameSnapshot",
          "rm",
          "rmdir",
          "setfacl",
          "setfattr",
          "setrep",
          "stat",
          "tail",
          "test",
          "text",
          "touch",
          "touchz",
          "truncate",
          "usage");

  private static final Pattern NAMED = Pattern.compile("^\t\\[-(\\w+)", Pattern.MULTILINE);

  @Test
  public void theShellHasTheCommandsThatAreTested() throws Exception {
    Set<String> found = new TreeSet<>();
    Matcher matcher = NAMED.matcher(both("-usage").out());
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    assertThat(found).isEqualTo(COMMANDS);
    for (String command : COMMANDS) {
      assertThat(both("-help", command).out()).startsWith("-" + command);
      assertThat(both("-usage", command).out())
          .startsWith("Usage: hadoop fs [generic options] -" + command);
    }
  }

  @Test
  public void whatIsNoCommandIsRefused() throws Exception {
    assertThat(both("-nonsense", "@/").err()).startsWith("-nonsense: Unknown command\n");
    assertThat(both("ls", "@/").err()).contains("Did you mean -ls?");
    assertThat(both("-ls", "-nonsense", "@/").status()).isEqualTo(-1);
    assertThat(both("-cat").err()).startsWith("-cat: Not enough arguments");
  }

  /** Not the classes of the build: users have the jar. */
  @Test
  public void theFileSystemIsThatOfTheReleasedJar() throws Exception {
    Class<?> loaded = ours().fileSystem().getClass();
    assertThat(loaded.getName()).startsWith("io.s3dl.fs.").endsWith("FileSystem");
    assertThat(loaded.getProtectionDomain().getCodeSource().getLocation().getPath())
        .endsWith(".jar");
  }
}
