package io.s3dl.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.Test;

public class S3RegionsTest {

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
    assertThat(region("https://s3.amazonaws.com", null, null)).isEqualTo("us-east-1");
  }

  private static String region(String address, String configured, String arn) {
    S3Regions.Choice choice =
        S3Regions.of(
            new S3Endpoint(
                Optional.ofNullable(address).map(URI::create),
                Optional.ofNullable(configured),
                false,
                false,
                false,
                false,
                Optional.ofNullable(arn)));
    assertThat(choice.guessed()).isFalse();
    return choice.region().id();
  }
}
