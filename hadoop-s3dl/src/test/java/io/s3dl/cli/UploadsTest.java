package io.s3dl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.Leaks;
import io.s3dl.fs.UploadsFileSystem;
import io.s3dl.store.PendingUpload;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class UploadsTest {

  private static final PendingUpload FILE = upload("d/a.s3dl.zst", "1", Duration.ofDays(3));
  private static final PendingUpload BELOW = upload("d/a/b", "2", Duration.ofHours(30));
  private static final PendingUpload SIBLING = upload("d/ab", "3", Duration.ofDays(3));
  private static final PendingUpload YOUNG = upload("d/a/c", "4", Duration.ofMinutes(5));

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Before
  public void begin() {
    UploadsFileSystem.UPLOADS.clear();
    UploadsFileSystem.UPLOADS.addAll(List.of(FILE, BELOW, SIBLING, YOUNG));
  }

  @After
  public void end() {
    UploadsFileSystem.UPLOADS.clear();
    Leaks.assertNoThread("s3dl-");
  }

  private static PendingUpload upload(String key, String id, Duration age) {
    return new PendingUpload(key, id, Instant.now().minus(age).toEpochMilli());
  }

  @Test
  public void aPatternIsRefused() throws Exception {
    assertThat(run("s3dl://bucket/d/*", "s3dl://bucket/d")).isEqualTo(1);
    assertThat(err.toString()).contains("s3dl://bucket/d/* is a pattern").hasLineCount(1);
    assertThat(ids()).containsExactly("1", "2", "3");
  }

  @Test
  public void aKeyIsOneField() throws Exception {
    UploadsFileSystem.UPLOADS.clear();
    UploadsFileSystem.UPLOADS.add(upload("d/a\n2026\tb", "1", Duration.ofDays(3)));
    assertThat(run("-q", "s3dl://bucket/")).isZero();
    assertThat(out.toString()).contains("\ts3dl://bucket/d/a\\x0a2026\\x09b\t1\n").hasLineCount(1);
  }

  @Test
  public void onlyAbortAborts() throws Exception {
    for (String key : List.of("fs.s3dl.uploads.purge", "fs.s3dl.bucket.bucket.uploads.purge")) {
      assertThat(run("-D", key + "=true", "-D", "fs.s3dl.uploads.purge.age=1h", "s3dl://bucket/"))
          .isZero();
      assertThat(UploadsFileSystem.UPLOADS).as(key).hasSize(4);
    }
  }

  private int run(String... arguments) throws Exception {
    Configuration conf = new Configuration();
    conf.setClass("fs.s3dl.impl", UploadsFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    conf.set("fs.s3dl.local.root", folder.getRoot().toString());
    List<String> command = new ArrayList<>(List.of("uploads"));
    command.addAll(List.of(arguments));
    return Main.run(conf, new PrintWriter(out), new PrintWriter(err), command);
  }

  private List<String> ids() {
    return out.toString()
        .lines()
        .filter(l -> l.contains("\t"))
        .map(l -> l.split("\t", -1)[2])
        .toList();
  }

  @Test
  public void listsOldOnesOfTheBucket() throws Exception {
    assertThat(run("s3dl://bucket/")).isZero();
    assertThat(ids()).containsExactly("1", "2", "3");
    assertThat(out.toString())
        .containsPattern("(?m)^\\d{4}-\\S+Z\ts3dl://bucket/d/a\\.s3dl\\.zst\t1$")
        .endsWith("3 uploads unfinished\n");
    assertThat(UploadsFileSystem.UPLOADS).hasSize(4);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  public void aPathIsAFileInEitherFormAndWhatIsBelowIt() throws Exception {
    assertThat(run("-q", "--older-than", "0s", "s3dl://bucket/d/a")).isZero();
    assertThat(ids()).containsExactly("1", "2", "4");
    assertThat(out.toString()).hasLineCount(3);
  }

  @Test
  public void abortsThoseOfTheAge() throws Exception {
    assertThat(run("--abort", "--older-than=2d", "s3dl://bucket/d")).isZero();
    assertThat(UploadsFileSystem.UPLOADS).containsExactly(BELOW, YOUNG);
    assertThat(out.toString())
        .contains("\t1\taborted")
        .endsWith("2 uploads unfinished, 2 aborted\n");
  }

  @Test
  public void oneThatCannotBeAbortedKeepsNoOther() throws Exception {
    UploadsFileSystem.UPLOADS.add(0, upload("d/a", "stubborn", Duration.ofDays(3)));
    assertThat(run("--abort", "s3dl://bucket/")).isEqualTo(1);
    assertThat(UploadsFileSystem.UPLOADS).hasSize(2);
    assertThat(err.toString()).contains("not allowed").hasLineCount(1);
    assertThat(out.toString()).endsWith("4 uploads unfinished, 3 aborted\n");
  }

  @Test
  public void aListingThatFailsIsAnError() throws Exception {
    UploadsFileSystem.UPLOADS.add(UploadsFileSystem.BROKEN);
    assertThat(run("s3dl://bucket/")).isEqualTo(1);
    assertThat(err.toString()).contains("no answer");
  }

  @Test
  public void localDisksHaveNone() throws Exception {
    assertThat(run("filedl:///")).isZero();
    assertThat(err.toString()).contains("filedl:///", "no multipart uploads", "s3dl fsck");
  }

  @Test
  public void anAgeThatIsNoneIsWrongUsage() throws Exception {
    assertThat(run("--older-than", "soon", "s3dl://bucket/")).isEqualTo(2);
    assertThat(err.toString()).contains("a whole number and a unit");
  }
}
