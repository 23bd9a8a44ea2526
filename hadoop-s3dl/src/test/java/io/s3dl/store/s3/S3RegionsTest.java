package io.s3dl.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class S3RegionsTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void whatIsConfiguredCounts() {
    assertThat(region("https://s3.eu-west-3.amazonaws.com", "ap-south-1", null))
        .isEqualTo("ap-south-1");
  }

  @Test
  public void amazonsAddressesNameTheirRegion() {
    for (String host :
        new String[] {
          "s3.eu-west-3.amazonaws.com",
          "s3-eu-west-3.amazonaws.com",
          "s3.dualstack.eu-west-3.amazonaws.com",
          "s3-fips.eu-west-3.amazonaws.com",
          "bucket.s3.eu-west-3.amazonaws.com",
          "bucket.vpce-0a1b.s3.eu-west-3.vpce.amazonaws.com"
        }) {
      assertThat(region("https://" + host, null, null)).as(host).isEqualTo("eu-west-3");
    }
    assertThat(region("https://s3.us-gov-west-1.amazonaws.com", null, null))
        .isEqualTo("us-gov-west-1");
    assertThat(region("https://s3.cn-north-1.amazonaws.com.cn", null, null))
        .isEqualTo("cn-north-1");
  }

  @Test
  public void anAccessPointNamesItsRegion() {
    String arn = "arn:aws:s3:eu-west-3:123456789012:accesspoint/mine";
    assertThat(region(null, null, arn)).isEqualTo("eu-west-3");
  }

  @Test
  public void otherStoresTakeTheDefault() {
    assertThat(region("http://127.0.0.1:9000", null, null)).isEqualTo("us-east-1");
    assertThat(region("https://s3.example.com", null, null)).isEqualTo("us-east-1");
  }

  @Test
  public void whatIsSaidOfAllStoresIsAGuess() {
    System.setProperty("aws.region", "eu-north-1");
    try {
      for (String address : new String[] {null, "https://s3.amazonaws.com"}) {
        S3Regions.Choice choice = choice(address, null, null, Optional.empty());
        assertThat(choice.region().id()).isEqualTo("eu-north-1");
        assertThat(choice.guessed()).isTrue();
      }
    } finally {
      System.clearProperty("aws.region");
    }
  }

  @Test
  public void theProfileThatIsNamedCounts() throws IOException {
    Path config = folder.newFile().toPath();
    Files.writeString(
        config, "[default]\nregion = eu-north-1\n[profile mine]\nregion = ap-south-1\n");
    System.setProperty("aws.configFile", config.toString());
    try {
      assertThat(choice(null, null, null, Optional.of("mine")).region().id())
          .isEqualTo("ap-south-1");
    } finally {
      System.clearProperty("aws.configFile");
    }
  }

  private static String region(String address, String configured, String arn) {
    S3Regions.Choice choice = choice(address, configured, arn, Optional.empty());
    assertThat(choice.guessed()).isFalse();
    return choice.region().id();
  }

  private static S3Regions.Choice choice(
      String address, String configured, String arn, Optional<String> profile) {
    return S3Regions.of(
        new S3Endpoint(
            Optional.ofNullable(address).map(URI::create),
            Optional.ofNullable(configured),
            false,
            false,
            false,
            false,
            Optional.ofNullable(arn)),
        profile);
  }
}
