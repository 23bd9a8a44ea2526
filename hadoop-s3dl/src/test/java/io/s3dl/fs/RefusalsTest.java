package io.s3dl.fs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Rule;
import org.junit.Test;

/** What no file system of ours does: Hadoop's shell says so in one line. */
public class RefusalsTest {

  private static final String FILE = "filedl:///f";

  @Rule public final FileSystemFixture files = new FileSystemFixture(new Variant("filedl", true));

  @Test
  public void thereIsNoTruncation() throws Exception {
    refused("truncation is not supported", "-truncate", "5", FILE);
  }

  @Test
  public void thereAreNoSnapshots() throws Exception {
    refused("snapshots are not supported", "-createSnapshot", "filedl:///");
    refused("snapshots are not supported", "-renameSnapshot", "filedl:///", "a", "b");
    refused("snapshots are not supported", "-deleteSnapshot", "filedl:///", "a");
  }

  @Test
  public void thereAreNoAcls() throws Exception {
    refused("ACLs are not supported", "-setfacl", "-m", "user:somebody:r--", FILE);
    refused("ACLs are not supported", "-setfacl", "-x", "user:somebody", FILE);
    refused("ACLs are not supported", "-setfacl", "-b", FILE);
    refused("ACLs are not supported", "-setfacl", "-k", FILE);
    refused("ACLs are not supported", "-setfacl", "--set", "user::rw-,group::r--,other::---", FILE);
  }

  private void refused(String reason, String... arguments) throws Exception {
    files.write("/f", new byte[10]);
    ShellRun run = ShellRun.of(files, arguments);
    assertThat(run.status()).as("%s", run).isEqualTo(1);
    assertThat(run.err().lines()).as("%s", run).singleElement().asString().contains(reason);
    assertThat(files.read("/f")).hasSize(10);
  }
}
