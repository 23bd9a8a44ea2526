package io.s3dl.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Leaks;
import io.s3dl.store.PendingUpload;
import io.s3dl.store.local.CapturedLog;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.log4j.Level;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

public class UploadPurgeTest {

  private static final PendingUpload OLD = upload("a", "1", Duration.ofDays(8));
  private static final PendingUpload STUBBORN = upload("b", "stubborn", Duration.ofDays(9));
  private static final PendingUpload LATER = upload("c", "2", Duration.ofDays(10));
  private static final PendingUpload YOUNG = upload("d", "3", Duration.ofDays(6));

  @Rule public final CapturedLog log = new CapturedLog(UploadPurge.class);

  @Before
  @After
  public void clear() {
    UploadsFileSystem.UPLOADS.clear();
    Leaks.assertNoThread("s3dl-");
  }

  private static PendingUpload upload(String key, String id, Duration age) {
    return new PendingUpload(key, id, Instant.now().minus(age).toEpochMilli());
  }

  private static UploadsFileSystem open(String purge, String age) throws IOException {
    Configuration conf = new Configuration();
    conf.set("fs.s3dl.uploads.purge", purge);
    conf.set("fs.s3dl.uploads.purge.age", age);
    UploadsFileSystem files = new UploadsFileSystem();
    files.initialize(URI.create("s3dl://bucket/"), conf);
    return files;
  }

  private static void purge(String purge, String age) throws IOException {
    try (UploadsFileSystem files = open(purge, age)) {
      Leaks.assertNoThread("s3dl-s3dl-purge");
      assertThat(files.exists(new Path("/"))).isTrue();
    }
  }

  @Test
  public void oldUploadsAreAbortedAndOneThatStaysKeepsNoOther() throws IOException {
    UploadsFileSystem.UPLOADS.addAll(List.of(OLD, STUBBORN, LATER, YOUNG));
    purge("true", "7d");
    assertThat(UploadsFileSystem.UPLOADS).containsExactly(STUBBORN, YOUNG);
    assertThat(log.messages(Level.WARN)).singleElement().asString().contains("stubborn", "of b");
  }

  @Test
  public void nothingIsAbortedUnasked() throws IOException {
    UploadsFileSystem.UPLOADS.add(OLD);
    purge("false", "1m");
    assertThat(UploadsFileSystem.UPLOADS).containsExactly(OLD);
  }

  @Test
  public void aListingThatFailsIsLoggedOnly() throws IOException {
    UploadsFileSystem.UPLOADS.add(UploadsFileSystem.BROKEN);
    purge("true", "7d");
    assertThat(log.messages(Level.WARN)).singleElement().asString().contains("no answer");
  }

  @Test
  public void anAgeWithoutAUnitIsRefused() {
    assertThatThrownBy(() -> purge("true", "7"))
        .hasMessageContaining("fs.s3dl.uploads.purge.age is \"7\", but must be a whole number");
  }
}
