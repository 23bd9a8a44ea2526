package io.s3dl.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * What one scheme has written and others have copied byte by byte to another service is there what
 * it is here, whether its metadata have come along or not.
 */
@RunWith(Parameterized.class)
public class CopiesTest {

  /** Where there are files. */
  enum Kind {
    BUCKET,
    CONTAINER,
    DISK;

    Place create() throws IOException, InterruptedException {
      return switch (this) {
        case BUCKET -> Bucket.create();
        case CONTAINER -> Container.create();
        case DISK -> Directory.create();
      };
    }
  }

  @Parameterized.Parameters(name = "{0} to {1}, metadata={2}")
  public static List<Object[]> parameters() {
    List<Object[]> all = new ArrayList<>();
    for (Kind from : Kind.values()) {
      for (Kind to : Kind.values()) {
        if (from != to) {
          all.add(new Object[] {from, to, false});
        }
      }
    }
    all.add(new Object[] {Kind.BUCKET, Kind.CONTAINER, true});
    all.add(new Object[] {Kind.CONTAINER, Kind.BUCKET, true});
    return all;
  }

  private final Kind from;
  private final Kind to;
  private final boolean metadata;

  /**
   * Makes the test of one direction.
   *
   * @param metadata whether it is copied along
   */
  public CopiesTest(Kind from, Kind to, boolean metadata) {
    this.from = from;
    this.to = to;
    this.metadata = metadata;
  }

  @Test
  public void aCopyIsWhatItIsACopyOf() throws Exception {
    try (Place original = from.create();
        Place copy = to.create()) {
      Map<String, String> attributes = write(original);
      copy(original, copy);
      View expected = View.of(original, Tree.ROOT);
      View found = View.of(copy, Tree.ROOT);
      assertThat(expected.entries().keySet()).containsAll(Tree.paths());
      assertThat(found.entries()).isEqualTo(expected.entries());
      expected.entries().forEach(CopiesTest::checkLength);
      assertThat(found.length()).isEqualTo(expected.length());
      checkChecksums(expected);
      checkChecksums(found);
      try (FileSystem fs = copy.open()) {
        if (metadata) {
          assertThat(Tree.attributes(fs)).isEqualTo(attributes);
        }
        fs.delete(Tree.ROOT, true);
      }
      assertThat(copy.keys()).isEmpty();
    }
  }

  private Map<String, String> write(Place place) throws IOException {
    try (FileSystem fs = place.open()) {
      Tree.write(fs);
      if (!metadata) {
        return Map.of();
      }
      Tree.attribute(fs);
      Map<String, String> attributes = Tree.attributes(fs);
      assertThat(attributes).containsEntry("owner", "älice").containsKey("user.note");
      return attributes;
    }
  }

  private void copy(Place original, Place copy) throws IOException {
    for (String key : original.keys()) {
      Stored object = original.get(key);
      copy.put(metadata ? object : object.bare());
    }
  }

  private static void checkLength(String path, View.Seen seen) {
    assertThat(seen.listed()).as(path).isEqualTo(seen.alone());
    assertThat(seen.directory() || seen.content().startsWith(seen.listed() + " bytes"))
        .as("%s has %s, is listed with %d", path, seen.content(), seen.listed())
        .isTrue();
  }

  /** Those of compressed files are always known, others where the store or metadata tell them. */
  private static void checkChecksums(View view) {
    view.entries()
        .forEach(
            (path, seen) -> {
              Integer told = view.checksums().get(path);
              if (told != null) {
                assertThat(told).as(path).isEqualTo(seen.crc32c());
              } else {
                assertThat(seen.directory() || path.endsWith(".parquet")).as(path).isTrue();
              }
            });
  }
}
