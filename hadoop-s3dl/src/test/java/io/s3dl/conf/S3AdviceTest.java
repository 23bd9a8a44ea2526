package io.s3dl.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.store.s3.S3Feature;
import io.s3dl.store.s3.S3Features;
import java.util.EnumMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.Test;

public class S3AdviceTest {

  private final Configuration conf = new Configuration(false);

  private S3Advice advice(S3Features configured, Map<S3Feature, Boolean> found) {
    return new S3Advice(conf, "logs", configured, found);
  }

  private static Map<S3Feature, Boolean> all(S3Features features) {
    Map<S3Feature, Boolean> found = new EnumMap<>(S3Feature.class);
    for (S3Feature feature : S3Feature.values()) {
      found.put(feature, features.has(feature));
    }
    return found;
  }

  @Test
  public void eachKindOfStoreIsKnownByWhatItCanDo() {
    Map<String, S3Features> kinds =
        Map.of(
            "aws", S3Features.AWS,
            "rgw", S3Features.RGW,
            "minio", S3Features.MINIO,
            "s3proxy", S3Features.S3PROXY,
            "other", S3Features.OTHER);
    kinds.forEach(
        (name, features) ->
            assertThat(advice(S3Features.OTHER, all(features)).properties())
                .isEqualTo(Map.of("fs.s3dl.bucket.logs.s3.store", name)));
  }

  @Test
  public void whatDiffersIsNamed() {
    S3Features unusual = S3Features.RGW.with(S3Feature.CONDITIONAL_DELETE, true);
    S3Advice advice = advice(S3Features.RGW, all(unusual));
    assertThat(advice.properties())
        .isEqualTo(
            Map.of(
                "fs.s3dl.bucket.logs.s3.store",
                "rgw",
                "fs.s3dl.bucket.logs.s3.feature.conditional-delete",
                "true"));
    assertThat(advice.isFollowed()).isFalse();
    assertThat(advice.overrated()).isEmpty();
    assertThat(advice(unusual, all(unusual)).isFollowed()).isTrue();
  }

  @Test
  public void whatAStoreIsTrustedWithWronglyIsTold() {
    S3Advice advice = advice(S3Features.S3PROXY, all(S3Features.RGW));
    assertThat(advice.overrated())
        .contains("conditional-complete (fs.s3dl.s3.store)", "checksum-crc32c (fs.s3dl.s3.store)");
    conf.set("fs.s3dl.bucket.logs.s3.store", "s3proxy");
    conf.set("fs.s3dl.s3.feature.checksum-crc32c", "true");
    assertThat(advice.overrated())
        .contains(
            "conditional-complete (fs.s3dl.bucket.logs.s3.store)",
            "checksum-crc32c (fs.s3dl.s3.feature.checksum-crc32c)");
  }

  @Test
  public void whatIsSaidForAllBucketsIsTakenBackForThisOne() {
    conf.set("fs.s3dl.s3.feature.conditional-complete", "true");
    conf.set("fs.s3dl.s3.feature.tagging", "true");
    assertThat(advice(S3Features.MINIO, all(S3Features.RGW)).properties())
        .isEqualTo(
            Map.of(
                "fs.s3dl.bucket.logs.s3.store",
                "rgw",
                "fs.s3dl.bucket.logs.s3.feature.conditional-complete",
                "false"));
  }

  @Test
  public void whatIsNotKnownIsNotAdvised() {
    S3Advice advice = advice(S3Features.S3PROXY, Map.of(S3Feature.CONDITIONAL_PUT, true));
    assertThat(advice.isFollowed()).isTrue();
    assertThat(advice.overrated()).isEmpty();
  }
}
