package io.s3dl.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.store.MetadataTexts;
import io.s3dl.store.Utf8Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Names and values as headers keep them, and the order of names. */
public class S3MetadataTest {

  @Test
  public void namesOfAttributesComeBack() {
    for (String name : List.of("user.a", "user.Mime-Type", "ä b%", "-", "", "a-2d", "😀")) {
      String header = S3Metadata.NAMES.nameOf(name);
      assertThat(header).matches("s3dl-xattr-[a-z0-9-]*");
      assertThat(S3Metadata.NAMES.attributeOf(header)).hasValue(name);
    }
    assertThat(S3Metadata.NAMES.attributeOf("s3dl-mode")).isEmpty();
    assertThat(S3Metadata.NAMES.attributeOf("s3dl-xattr-a-zz")).isEmpty();
  }

  @Test
  public void valuesOfAttributesComeBack() throws IOException {
    for (byte[] value : List.of(new byte[0], new byte[] {0}, new byte[] {-1, -2, 62, 63})) {
      assertThat(MetadataTexts.decodedValue("k", "n", MetadataTexts.encodedValue(value)))
          .isEqualTo(value);
    }
  }

  @Test
  public void whatOthersHaveWrittenIsNoAttribute() {
    Map<String, String> foreign = Map.of("s3dl-mode", "rwx", "s3dl-owner", "%zz");
    assertThat(S3Metadata.NAMES.attributes("k", foreign).orElseThrow().mode()).isEqualTo(0644);
    assertThat(S3Metadata.NAMES.attributes("k", foreign).orElseThrow().owner()).isEqualTo("%zz");
    assertThat(S3Metadata.NAMES.modifiedMillis(Map.of("s3dl-mtime", "-5"))).isEmpty();
    assertThat(S3Metadata.NAMES.crc32c(Map.of("s3dl-crc32c", "ffffffff"))).hasValue(-1);
    assertThat(S3Metadata.NAMES.attributes("k", Map.of("x", "y"))).isEmpty();
  }

  @Test
  public void checksumsOfPartsAreNone() {
    assertThat(Crcs.parse(Crcs.text(0x89abcdef))).hasValue(0x89abcdef);
    assertThat(Crcs.parse(null)).isEmpty();
    assertThat(Crcs.parse("AAAAAA==-3")).isEmpty();
    assertThat(Crcs.parse("?")).isEmpty();
  }

  @Test
  public void namesAreInTheOrderOfTheirBytes() {
    List<String> names =
        new ArrayList<>(List.of("\ue000", "😀", "a", "", "a/", "a.", "ä", "\uffff"));
    names.sort(Utf8Order.INSTANCE);
    assertThat(names).containsExactly("", "a", "a.", "a/", "ä", "\ue000", "\uffff", "😀");
  }
}
