package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.s3dl.store.local.LocalOptions;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.Test;

public class SettingReaderTest {

  private final Configuration conf = new Configuration(false);

  @Test
  public void aBucketsOwnKeyGoesBeforeTheGeneralOneAndThatBeforeTheDefault() {
    assertThat(level("logs")).isEqualTo(3);
    conf.set("fs.s3dl.compression.level", "5");
    assertThat(level("logs")).isEqualTo(5);
    conf.set("fs.s3dl.bucket.logs.compression.level", "9");
    assertThat(level("logs")).isEqualTo(9);
    assertThat(level("other")).isEqualTo(5);
  }

  @Test
  public void bucketsMayHaveDotsInTheirNames() {
    conf.set("fs.s3dl.bucket.logs.example.com.compression.level", "9");
    conf.set("fs.s3dl.bucket.compression.compression.level", "7");
    assertThat(level("logs.example.com")).isEqualTo(9);
    assertThat(level("logs.example")).isEqualTo(3);
    assertThat(level("logs")).isEqualTo(3);
    assertThat(level("example.com")).isEqualTo(3);
    assertThat(level("compression")).isEqualTo(7);
  }

  @Test
  public void aContainerIsNamedWithItsAccount() {
    conf.set("fs.s3dl.bucket.data@account.compression.level", "9");
    assertThat(level(SettingReader.bucketName("azdl", "data@account"))).isEqualTo(9);
    assertThat(level("data")).isEqualTo(3);
  }

  @Test
  public void withoutAnAuthorityTheSchemeIsTheBucketsName() {
    assertThat(SettingReader.bucketName("s3dl", "logs")).isEqualTo("logs");
    assertThat(SettingReader.bucketName("filedl", null)).isEqualTo("filedl");
    assertThat(SettingReader.bucketName("directdl", "")).isEqualTo("directdl");
    assertThat(SettingReader.bucketName("filedl", "localhost")).isEqualTo("filedl");
    assertThat(SettingReader.bucketName("s3dl", "localhost")).isEqualTo("localhost");
  }

  @Test
  public void aCommaOfABucketsOwnReplacesTheGeneralListByAnEmptyOne() {
    conf.set("fs.s3dl.plain.suffixes", "orc");
    conf.set("fs.s3dl.bucket.logs.plain.suffixes", ",");
    assertThat(new SettingReader(conf, "logs").get(Settings.PLAIN_SUFFIXES)).isEmpty();
  }

  @Test
  public void spaceAroundValuesIsIgnored() {
    conf.set("fs.s3dl.compression.level", "\n  7 ");
    assertThat(level("logs")).isEqualTo(7);
  }

  @Test
  public void valuesMayReferToOtherKeys() {
    conf.set("hadoop.tmp.dir", "/scratch");
    assertThat(new SettingReader(conf, "logs").get(TransferSettings.BUFFER_DIR))
        .isEqualTo(Path.of("/scratch/s3dl"));
    conf.set("fs.s3dl.bucket.logs.buffer.dir", "${hadoop.tmp.dir}/logs");
    assertThat(new SettingReader(conf, "logs").get(TransferSettings.BUFFER_DIR))
        .isEqualTo(Path.of("/scratch/logs"));
  }

  @Test
  public void anErrorNamesTheKeyThatWasUsed() {
    conf.set("fs.s3dl.compression.level", "99");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> level("logs"))
        .withMessage(
            "fs.s3dl.compression.level is \"99\", but must be a whole number from 1 to 22");
    conf.set("fs.s3dl.bucket.logs.compression.level", "0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> level("logs"))
        .withMessage(
            "fs.s3dl.bucket.logs.compression.level is \"0\","
                + " but must be a whole number from 1 to 22");
  }

  @Test
  public void localOptionsHaveDefaults() {
    assertThat(SettingReader.localOptions(conf, "filedl"))
        .isEqualTo(new LocalOptions(Path.of("/"), false, false, true, 1 << 20));
    assertThat(SettingReader.localOptions(conf, "directdl"))
        .isEqualTo(new LocalOptions(Path.of("/"), true, false, true, 1 << 20));
  }

  @Test
  public void localSchemesAreConfiguredApart() {
    conf.set("fs.s3dl.bucket.directdl.local.root", "/nvme");
    conf.set("fs.s3dl.bucket.filedl.local.root", "/data");
    conf.set("fs.s3dl.direct.required", "true");
    conf.set("fs.s3dl.local.sync", "false");
    conf.set("fs.s3dl.local.part.size", "2M");
    assertThat(SettingReader.localOptions(conf, "directdl"))
        .isEqualTo(new LocalOptions(Path.of("/nvme"), true, true, false, 2 << 20));
    assertThat(SettingReader.localOptions(conf, "filedl").root()).isEqualTo(Path.of("/data"));
  }

  @Test
  public void localOptionsAreOfLocalSchemesOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettingReader.localOptions(conf, "s3dl"))
        .withMessage("Not a scheme of local files: s3dl");
  }

  private int level(String bucket) {
    return new SettingReader(conf, bucket).get(Settings.COMPRESSION_LEVEL);
  }
}
