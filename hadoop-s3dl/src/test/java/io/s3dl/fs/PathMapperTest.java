package io.s3dl.fs;

import static io.s3dl.fs.Form.COMPRESSED;
import static io.s3dl.fs.Form.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.s3dl.conf.FileSystemOptions;
import io.s3dl.conf.PathMappingOptions;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.Test;

public class PathMapperTest {

  private static final PathMappingOptions DEFAULTS =
      FileSystemOptions.from(new Configuration(false), "filedl", null).mapping();

  private static final PathMappingOptions NOTHING_PLAIN =
      new PathMappingOptions(true, List.of(), List.of(), List.of());

  @Test
  public void filesAreCompressedUnlessARuleSaysOtherwise() {
    PathMapper mapper = new PathMapper(DEFAULTS, 255, 0);
    forms(
        mapper,
        COMPRESSED,
        "/dir/a.csv",
        "/a",
        "/dir/part-00000",
        "/dir/000000_0",
        "/dir.parquet/a.csv",
        "/_SUCCESS/a.json",
        "/dir/._COPYING_",
        "/dir/.tmp",
        "/dir/grüße 日本.txt");
  }

  @Test
  public void nothingIsCompressedWithoutACodec() {
    PathMapper mapper =
        new PathMapper(new PathMappingOptions(false, List.of(), List.of(), List.of()), 0, 0);
    forms(mapper, PLAIN, "/dir/a.csv", "/a", "/dir/x._COPYING_");
  }

  @Test
  public void namesThatEndInAPlainSuffixArePlain() {
    PathMapper mapper = new PathMapper(DEFAULTS, 255, 0);
    forms(
        mapper,
        PLAIN,
        "/t/part-0.snappy.parquet",
        "/t/a.orc",
        "/t/a.avro",
        "/a.zst",
        "/a.csv.gz",
        "/a.zip",
        "/a.jar",
        "/a.png");
    forms(mapper, COMPRESSED, "/t/parquet", "/t/aparquet", "/t/a.parquet.csv", "/t/a.parquet2");
  }

  @Test
  public void suffixesAreTheSameInUpperCase() {
    PathMapper mapper = new PathMapper(DEFAULTS, 255, 0);
    forms(mapper, PLAIN, "/t/A.PARQUET", "/t/photo.JPG", "/t/x.Zip");
    forms(
        new PathMapper(new PathMappingOptions(true, List.of("BIN"), List.of(), List.of()), 0, 0),
        PLAIN,
        "/a.bin",
        "/a.BIN");
  }

  @Test
  public void suffixesMayHaveDots() {
    PathMapper mapper =
        new PathMapper(new PathMappingOptions(true, List.of("tar.x"), List.of(), List.of()), 0, 0);
    forms(mapper, PLAIN, "/a.tar.x");
    forms(mapper, COMPRESSED, "/a.x", "/atar.x");
  }

  @Test
  public void namesOfFilesBeingCopiedHaveTheFormOfTheFinishedFile() {
    PathMapper mapper =
        new PathMapper(
            new PathMappingOptions(
                true, List.of("parquet"), List.of("_SUCCESS"), List.of("/orders/0_?")),
            255,
            0);
    forms(
        mapper,
        PLAIN,
        "/t/a.parquet._COPYING_",
        "/t/a.PARQUET.tmp",
        "/t/a.parquet.tmp._COPYING_",
        "/t/_SUCCESS._COPYING_",
        "/orders/0_1.tmp",
        "/t/a.csv.s3dl.zst._COPYING_");
    forms(
        mapper,
        COMPRESSED,
        "/t/a.csv._COPYING_",
        "/t/a.csv.tmp",
        "/t/a.parquet._copying_",
        "/t/a.parquet.temp",
        "/t/a.parquettmp");
  }

  @Test
  public void markersOfOtherToolsArePlain() {
    PathMapper mapper = new PathMapper(DEFAULTS, 255, 0);
    forms(
        mapper,
        PLAIN,
        "/t/_SUCCESS",
        "/_metadata",
        "/t/_common_metadata",
        "/t/_started_123",
        "/t/_committed_123");
    forms(mapper, COMPRESSED, "/t/_success", "/t/_SUCCESS2", "/t/x_metadata", "/_started/x");
  }

  @Test
  public void configuredPathsArePlain() {
    PathMapper mapper =
        new PathMapper(
            new PathMappingOptions(
                true,
                List.of(),
                List.of(),
                List.of("/warehouse/orders/**", "/flat/*", "**/delta_*/bucket_?")),
            255,
            0);
    forms(
        mapper,
        PLAIN,
        "/warehouse/orders/000000_0",
        "/warehouse/orders/p=1/000000_0",
        "/flat/a",
        "/x/y/delta_1/bucket_0");
    forms(
        mapper,
        COMPRESSED,
        "/warehouse/orders",
        "/warehouse/orders2/a",
        "/flat/a/b",
        "/x/warehouse/orders/a",
        "/delta_1/x/bucket_0");
  }

  @Test
  public void namesWithoutRoomForTheSuffixArePlain() {
    PathMapper mapper = new PathMapper(NOTHING_PLAIN, 255, 0);
    forms(mapper, COMPRESSED, "/dir/" + "a".repeat(246), "/" + "d".repeat(255) + "/a");
    forms(mapper, PLAIN, "/dir/" + "a".repeat(247), "/dir/" + "a".repeat(255));
  }

  @Test
  public void theLengthOfNamesIsThatOfTheirUtf8() {
    PathMapper mapper = new PathMapper(NOTHING_PLAIN, 255, 0);
    forms(mapper, COMPRESSED, "/" + "ü".repeat(123), "/" + "日".repeat(82));
    forms(mapper, PLAIN, "/" + "ü".repeat(123) + "a", "/" + "日".repeat(82) + "a");
  }

  @Test
  public void theNameThatIsStoredFirstHasToFitToo() {
    PathMapper mapper = new PathMapper(NOTHING_PLAIN, 255, 0);
    forms(mapper, COMPRESSED, "/" + "a".repeat(236) + "._COPYING_");
    forms(mapper, PLAIN, "/" + "a".repeat(237) + "._COPYING_");
  }

  @Test
  public void withoutALimitNamesMayBeLong() {
    forms(new PathMapper(NOTHING_PLAIN, 0, 0), COMPRESSED, "/" + "a".repeat(5000));
  }

  @Test
  public void physicalNamesArePlainSinceTheyAreRawAccess() {
    PathMapper mapper = new PathMapper(NOTHING_PLAIN, 255, 0);
    forms(mapper, PLAIN, "/dir/a.csv.s3dl.zst", "/a.s3dl.zst", "/a.s3dl.zst.tmp");
    forms(mapper, COMPRESSED, "/dir/.s3dl.zst", "/a.S3DL.ZST", "/a.zst", "/dir.s3dl.zst/a");
  }

  @Test
  public void aPathWithoutANameHasNoForm() {
    PathMapper mapper = new PathMapper(DEFAULTS, 255, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mapper.formFor("/"))
        .withMessage("Not the path of a file: /");
    assertThatIllegalArgumentException().isThrownBy(() -> mapper.formFor("/dir/"));
  }

  @Test
  public void compressedObjectsHaveTheSuffix() {
    assertThat(PathMapper.physical("dir/a.csv", COMPRESSED)).isEqualTo("dir/a.csv.s3dl.zst");
    assertThat(PathMapper.physical("dir/a.csv", PLAIN)).isEqualTo("dir/a.csv");
  }

  @Test
  public void aPhysicalNameHasSomethingBeforeTheSuffix() {
    assertThat(PathMapper.isPhysical("a.s3dl.zst")).isTrue();
    assertThat(PathMapper.isPhysical("dir/a.s3dl.zst")).isTrue();
    assertThat(PathMapper.isPhysical("a.csv.s3dl.zst")).isTrue();
    assertThat(PathMapper.isPhysical(".s3dl.zst")).isFalse();
    assertThat(PathMapper.isPhysical("dir/.s3dl.zst")).isFalse();
    assertThat(PathMapper.isPhysical("a.zst")).isFalse();
    assertThat(PathMapper.isPhysical("as3dl.zst")).isFalse();
    assertThat(PathMapper.isPhysical("a.S3DL.zst")).isFalse();
    assertThat(PathMapper.isPhysical("a.s3dl.zst/b")).isFalse();
    assertThat(PathMapper.isPhysical("")).isFalse();
  }

  @Test
  public void logicalNamesAreWithoutTheSuffix() {
    assertThat(PathMapper.logical("dir/a.csv.s3dl.zst")).isEqualTo("dir/a.csv");
    assertThat(PathMapper.logical("dir/a.csv")).isEqualTo("dir/a.csv");
    assertThat(PathMapper.logical("dir/a.zst")).isEqualTo("dir/a.zst");
    assertThat(PathMapper.logical(".s3dl.zst")).isEqualTo(".s3dl.zst");
  }

  @Test
  public void whatIsStoredIsFoundUnderItsLogicalName() {
    PathMapper mapper = new PathMapper(DEFAULTS, 255, 0);
    for (String key : List.of("a.csv", "dir/a", "a.zst", "_SUCCESS", ".s3dl.zst", "a.tmp")) {
      String stored = PathMapper.physical(key, mapper.formFor("/" + key));
      assertThat(PathMapper.logical(stored)).isEqualTo(key);
    }
  }

  private static void forms(PathMapper mapper, Form form, String... paths) {
    for (String path : paths) {
      assertThat(mapper.formFor(path)).as(path).isEqualTo(form);
    }
  }

  @Test
  public void aKeyThatWouldBeTooLongIsPlain() {
    PathMapper mapper = new PathMapper(NOTHING_PLAIN, 0, 1024);
    String directory = "d".repeat(500) + "/";
    int room = 1024 - directory.length() - PathMapper.SUFFIX.length();
    forms(mapper, COMPRESSED, "/" + directory + "a".repeat(room));
    forms(mapper, PLAIN, "/" + directory + "a".repeat(room + 1));
    forms(mapper, PLAIN, "/" + directory + "\u00e4".repeat(room / 2) + "bb");
  }
}
