package io.s3dl.engine.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.harness.EngineStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * Hadoop's own test cases of its shell, those of HDFS among them. Those that do not pass are listed
 * in resources, each with its reason: a case that is not listed has to pass, and one that is listed
 * must not, unless the clock decides. {@code target/cli-report} tells what each case did.
 */
@RunWith(Parameterized.class)
public abstract class CliCasesContract {

  @ClassRule public static final Places PLACES = new Places();

  private static final String STORED_SIZE = "stored-size";

  /** Of cases that pass or not as the clock has it. */
  private static final String CLOCK = "clock";

  private static final List<String> FILES =
      List.of("testConf.xml", "testHDFSConf.xml", "testXAttrConf.xml", "testDeleteConf.xml");

  @Parameterized.Parameter public String scheme;

  @Parameterized.Parameter(1)
  public String form;

  @Test
  public void everyCaseDoesWhatIsSaidOfIt() throws Exception {
    CliExclusions exclusions = CliExclusions.of(scheme);
    List<String> surprises = new ArrayList<>();
    int listed = 0;
    for (String file : FILES) {
      for (CliCase one : run(file)) {
        String reason = exclusions.reason(file, one);
        listed += reason.isEmpty() ? 0 : 1;
        if (!reason.equals(CLOCK) && one.result() != expected(reason)) {
          surprises.add(
              String.join("|", file, "" + one.number(), reason, one.description())
                  + " "
                  + one.result()
                  + System.lineSeparator()
                  + one.story());
        }
      }
    }
    assertThat(surprises).isEmpty();
    assertThat(listed).as("cases that are listed").isEqualTo(exclusions.all().size());
  }

  private CliCase.Result expected(String reason) {
    if (reason.isEmpty() || (reason.equals(STORED_SIZE) && form.equals("plain"))) {
      return CliCase.Result.PASSED;
    }
    return reason.equals(CliExclusions.DFSADMIN) ? CliCase.Result.NOT_RUN : CliCase.Result.FAILED;
  }

  private List<CliCase> run(String file) throws Exception {
    EngineStore store = PLACES.store(scheme);
    Configuration conf = Places.conf(store);
    // Hadoop keeps a file system by its URI, whatever was configured.
    FileSystem.closeAll();
    if (form.equals("plain")) {
      conf.set("fs.s3dl.compression.codec", "none");
    }
    FileSystem fs = FileSystem.get(URI.create(store.path("")), conf);
    var probe = new org.apache.hadoop.fs.Path("/probe");
    fs.create(probe).close();
    String group = fs.getFileStatus(probe).getGroup();
    fs.delete(probe, false);
    List<CliCase> cases = new CliSuite(file, new CliText(store.root(), group), conf).run();
    report(file, cases);
    return cases;
  }

  private void report(String file, List<CliCase> cases) throws IOException {
    StringBuilder report = new StringBuilder();
    for (CliCase.Result result : CliCase.Result.values()) {
      long number = cases.stream().filter(one -> one.result() == result).count();
      report.append(number).append(' ').append(result).append(System.lineSeparator());
    }
    for (CliCase one : cases) {
      report.append(one.result()).append(' ').append(one.number()).append(' ');
      report.append(one.description()).append(System.lineSeparator());
      report.append(one.result() == CliCase.Result.FAILED ? one.story().stripTrailing() : "");
      report.append(System.lineSeparator());
    }
    Path directory = Files.createDirectories(Path.of("target", "cli-report"));
    Files.writeString(directory.resolve(scheme + "-" + form + "-" + file + ".txt"), report);
  }
}
