package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.junit.Test;

public class UnknownKeysTest {

  private final Configuration conf = new Configuration(false);

  @Test
  public void knownKeysAreNotReported() {
    for (Setting<?> setting : Settings.all()) {
      conf.set(setting.name(), "x");
      conf.set(setting.nameFor("logs"), "x");
      conf.set(setting.nameFor("logs.example.com"), "x");
      conf.set(setting.nameFor("data@account"), "x");
    }
    assertThat(UnknownKeys.describe(conf)).isEmpty();
  }

  @Test
  public void keysOfOthersAreNotReported() {
    conf.set("fs.s3a.compresion.level", "x");
    conf.set("fs.s3dl", "x");
    conf.set("fs.s3dl.impl", "x");
    conf.set("fs.s3dl.impl.disable.cache", "true");
    assertThat(UnknownKeys.describe(conf)).isEmpty();
  }

  @Test
  public void theNearestKnownKeyIsNamed() {
    reports("fs.s3dl.compresion.level", "fs.s3dl.compression.level");
    reports("fs.s3dl.frame.bytes", "fs.s3dl.frame.size");
    reports("fs.s3dl.plain.suffix", "fs.s3dl.plain.suffixes");
    reports("fs.s3dl.endpoint", "fs.s3dl.s3.endpoint");
    reports("fs.s3dl.implied.threads", "fs.s3dl.codec.threads");
  }

  @Test
  public void theNearestKnownKeyOfABucketIsNamed() {
    reports("fs.s3dl.bucket.logs.compresion.level", "fs.s3dl.bucket.logs.compression.level");
    reports("fs.s3dl.bucket.a.b.com.local.rot", "fs.s3dl.bucket.a.b.com.local.root");
  }

  @Test
  public void nothingIsGuessedWhereNothingIsNear() {
    conf.set("fs.s3dl.quux", "x");
    conf.set("fs.s3dl.bucket.logs", "x");
    conf.set("fs.s3dl.bucket..local.root", "x");
    conf.set("fs.s3dl.", "x");
    assertThat(UnknownKeys.describe(conf))
        .containsExactly(
            "fs.s3dl.", "fs.s3dl.bucket..local.root", "fs.s3dl.bucket.logs", "fs.s3dl.quux");
  }

  @Test
  public void valuesAreNeverTold() {
    conf.set("fs.s3dl.secret.key", "hunter2");
    assertThat(UnknownKeys.describe(conf)).hasSize(1).first().asString().doesNotContain("hunter2");
  }

  @Test
  public void distanceCountsLetters() {
    assertThat(UnknownKeys.distance("", "")).isZero();
    assertThat(UnknownKeys.distance("", "abc")).isEqualTo(3);
    assertThat(UnknownKeys.distance("abc", "")).isEqualTo(3);
    assertThat(UnknownKeys.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(UnknownKeys.distance("level", "levle")).isEqualTo(2);
  }

  private void reports(String key, String nearest) {
    Configuration one = new Configuration(false);
    one.set(key, "x");
    assertThat(UnknownKeys.describe(one)).containsExactly(key + " (is " + nearest + " meant?)");
  }
}
