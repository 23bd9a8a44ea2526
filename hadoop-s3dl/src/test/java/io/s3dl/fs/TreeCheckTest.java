package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.SUFFIX;
import static io.s3dl.fs.FileSystemFixture.path;
import static io.s3dl.fs.FileSystemFixture.replacing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.Contents;
import io.s3dl.conf.FileSystemOptions;
import io.s3dl.conf.Stores;
import io.s3dl.fs.Finding.State;
import io.s3dl.store.DirectoryStore;
import io.s3dl.store.Faults;
import io.s3dl.store.FaultyDirectoryStore;
import io.s3dl.stream.ObjectWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.junit.Rule;
import org.junit.Test;

/** What a check finds below a directory, and what it may do about it. */
public class TreeCheckTest {

  private static final byte[] CONTENT = Contents.text(30_000, 1);
  private static final byte[] OTHER = Contents.text(20_000, 2);
  private static final String LEFT = ".s3dl-tmp-" + "0".repeat(32);

  @Rule public final FileSystemFixture files = new FileSystemFixture(new Variant("filedl", true));

  private final List<Finding> findings = new ArrayList<>();

  @Test
  public void thePlainFormStaysWhileItsWriterIsAboutToRemoveTheOther() throws Exception {
    files.write("/f", CONTENT);
    byte[] newer = Contents.text(20_000, 2);
    Faults faults = new Faults();
    List<Finding> meanwhile = new ArrayList<>();
    faults.before(
        Faults.Call.DELETE, number -> TreeCheck.of(files.fs(), path("/"), fix(), meanwhile::add));
    Configuration conf = files.conf("fs.s3dl.compression.codec", "none");
    URI uri = URI.create("filedl:///");
    try (FileSystemParts plain =
        FileSystemParts.open(
            new FaultyDirectoryStore((DirectoryStore) Stores.open(uri, conf), faults),
            FileSystemOptions.from(conf, "filedl", ""),
            new org.apache.hadoop.fs.Path(uri),
            () -> 0755)) {
      try (ObjectWriter writer = replacing(plain, "f", Optional.empty())) {
        writer.write(newer, 0, newer.length);
      }
    }
    assertThat(meanwhile)
        .extracting(Finding::state)
        .containsExactlyInAnyOrder(State.BEING_WRITTEN, State.REMAINS);
    assertThat(files.read("/f")).isEqualTo(newer);
    assertThat(check(fix())).isEmpty();
  }

  @Test
  public void aTwinOfADamagedFileStaysAndItsRecordIsTold() throws IOException {
    files.write("/f", CONTENT);
    FileSystemFixture.write(
        files.open("fs.s3dl.compression.codec", "none"), "/plain", Contents.text(100, 3));
    Files.move(files.disk("/plain"), files.disk("/f"));
    damage("/f" + SUFFIX, 100);
    assertThat(check(fix())).hasSize(1);
    assertThat(findings.get(0).state()).isEqualTo(State.REMAINS);
    assertThat(findings.get(0).what()).contains("Corrupt", "recorded");
    assertThat(files.namesOnDisk("/")).containsExactly("f", "f" + SUFFIX);
  }

  @Test
  public void anEqualPlainFormIsRemovedThoughItIsNewer() throws IOException {
    twins(CONTENT, 1000);
    assertThat(check(fix())).extracting(Finding::state).containsExactly(State.FIXED);
    assertThat(findings.get(0).what()).contains("same content");
    assertThat(files.namesOnDisk("/")).containsExactly("f" + SUFFIX);
  }

  @Test
  public void anOlderPlainFormIsRemovedThoughItDiffers() throws IOException {
    twins(OTHER, -1000);
    assertThat(check(new TreeCheck.Options(false, false)))
        .extracting(Finding::state)
        .containsExactly(State.FIXABLE);
    assertThat(check(fix())).extracting(Finding::state).containsExactly(State.FIXED);
    assertThat(files.namesOnDisk("/")).containsExactly("f" + SUFFIX);
  }

  @Test
  public void anotherPlainFormThatIsNotOlderStays() throws IOException {
    byte[] sameLength = CONTENT.clone();
    sameLength[0] ^= 1;
    for (byte[] content : List.of(OTHER, sameLength, new byte[0])) {
      for (long later : new long[] {0, 1000}) {
        twins(content, later);
        assertThat(check(fix())).extracting(Finding::state).containsExactly(State.REMAINS);
        assertThat(findings.get(0).what())
            .contains("30000 bytes", content.length + " bytes", "modified", "no CRC32C");
        assertThat(findings.get(0).action()).contains("move f" + SUFFIX, "remove f with");
        assertThat(files.disk("/f")).hasBinaryContent(content);
        assertThat(files.read("/f")).isEqualTo(CONTENT);
      }
    }
    Path away = files.disk("/away");
    Files.move(files.disk("/f" + SUFFIX), away);
    assertThat(files.read("/f")).isEmpty();
    Files.move(away, files.disk("/f" + SUFFIX));
    Files.delete(files.disk("/f"));
    assertThat(check(fix())).isEmpty();
  }

  @Test
  public void aDamagedFileIsToldThoughItsTwinVanishes() throws IOException {
    twins(OTHER, 1000);
    damage("/f" + SUFFIX, 100);
    Faults faults = new Faults();
    faults.before(
        Faults.Call.OPEN,
        number -> {
          if (number == 2) {
            Files.delete(files.disk("/f"));
          }
        });
    try (FaultyFileSystem faulty = new FaultyFileSystem(faults)) {
      faulty.initialize(URI.create("filedl:///"), files.conf());
      TreeCheck.of(faulty, path("/"), fix(), findings::add);
    }
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).what()).contains("Corrupt", "gone meanwhile");
  }

  @Test
  public void unreadableLeftoversKeepNothingFromBeingChecked() throws IOException {
    files.write("/d/f", CONTENT);
    damage("/d/f" + SUFFIX, 100);
    Faults faults = new Faults();
    faults.fail(Faults.Call.LEFTOVERS, 1, new IOException("no answer"));
    try (FaultyFileSystem faulty = new FaultyFileSystem(faults)) {
      faulty.initialize(URI.create("filedl:///"), files.conf());
      TreeCheck.of(faulty, path("/"), new TreeCheck.Options(false, true), findings::add);
    }
    assertThat(findings).extracting(Finding::path).containsExactly("/", "/d/f");
    assertThat(findings.get(0).what()).contains("no answer");
  }

  @Test
  public void onlyTheEndIsReadUnlessContentIsAskedFor() throws IOException {
    files.write("/f", CONTENT);
    damage("/f" + SUFFIX, 100);
    assertThat(check(new TreeCheck.Options(false, false))).isEmpty();
    assertThat(check(new TreeCheck.Options(false, true))).hasSize(1);
    damage("/f" + SUFFIX, (int) Files.size(files.disk("/f" + SUFFIX)) - 30);
    assertThat(check(new TreeCheck.Options(false, false))).hasSize(1);
  }

  @Test
  public void manyFilesAreCheckedInTheOrderOfTheirNames() throws IOException {
    List<String> bad = new ArrayList<>();
    for (int i = 100; i < 300; i++) {
      files.write("/d/" + i, Contents.text(10, i));
      if (i % 50 == 7) {
        damage("/d/" + i + SUFFIX, (int) Files.size(files.disk("/d/" + i + SUFFIX)) - 1);
        bad.add("/d/" + i);
      }
    }
    assertThat(check(fix())).extracting(Finding::path).isEqualTo(bad);
    TreeCheck.Extent extent = TreeCheck.of(files.fs(), path("/d"), fix(), found -> {});
    assertThat(extent.objects()).isEqualTo(200);
  }

  @Test
  public void linksAreNotFollowed() throws IOException {
    files.fs().mkdirs(path("/d/e"));
    Path left = Files.createFile(files.disk("/d/e/" + LEFT));
    Files.createSymbolicLink(files.disk("/d/up"), Path.of(".."));
    Files.createSymbolicLink(files.disk("/to"), Path.of("d/e"));
    Files.createSymbolicLink(files.disk("/x" + SUFFIX), Path.of("nowhere"));
    assertThat(check(new TreeCheck.Options(false, true)))
        .extracting(Finding::path)
        .containsExactlyInAnyOrder("/x", "/d/e/" + LEFT);
    TreeCheck.of(files.fs(), path("/to"), fix(), findings::add);
    assertThat(left).doesNotExist();
  }

  @Test
  public void namesThatNothingReachesAreTold() throws IOException {
    Path reserved = Files.createFile(files.disk("/.s3dl-mine"));
    files.write("/f", CONTENT);
    Files.copy(files.disk("/f" + SUFFIX), files.disk("/f" + SUFFIX + SUFFIX));
    assertThat(check(fix()))
        .extracting(Finding::path)
        .containsExactly("/.s3dl-mine", "/f" + SUFFIX);
    Files.delete(reserved);
  }

  @Test
  public void aFileIsCheckedByItsPhysicalNameToo() throws IOException {
    files.write("/f", CONTENT);
    Files.write(files.disk("/f"), CONTENT);
    TreeCheck.of(files.fs(), path("/f" + SUFFIX), fix(), findings::add);
    assertThat(findings).extracting(Finding::state).containsExactly(State.FIXED);
    assertThat(files.namesOnDisk("/")).containsExactly("f" + SUFFIX);
    assertThatThrownBy(() -> TreeCheck.of(files.fs(), path("/none"), fix(), findings::add))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  public void neitherAnAppenderNorARawCopyIsHarmed() throws IOException {
    files.write("/f", CONTENT);
    byte[] stored = Files.readAllBytes(files.stored("/f"));
    ObjectFileSystem other = files.open();
    try (FSDataOutputStream appender = files.fs().append(path("/f"));
        FSDataOutputStream raw = files.fs().create(path("/copy" + SUFFIX))) {
      appender.write(CONTENT);
      raw.write(stored);
      TreeCheck.of(other, path("/"), fix(), findings::add);
    }
    assertThat(findings).isNotEmpty().allMatch(found -> found.state() == State.BEING_WRITTEN);
    assertThat(files.read("/copy")).isEqualTo(CONTENT);
    assertThat(files.read("/f")).hasSize(2 * CONTENT.length);
    assertThat(check(fix())).isEmpty();
  }

  /** Makes /f in both forms, the plain one modified later or earlier. */
  private void twins(byte[] plain, long laterMillis) throws IOException {
    files.write("/f", CONTENT);
    Files.write(files.disk("/f"), plain);
    long modified = Files.getLastModifiedTime(files.disk("/f" + SUFFIX)).toMillis();
    Files.setLastModifiedTime(files.disk("/f"), FileTime.fromMillis(modified + laterMillis));
  }

  /** A file system whose store has faults. */
  private static final class FaultyFileSystem extends LocalFileSystem {
    private final Faults faults;

    FaultyFileSystem(Faults faults) {
      super("filedl");
      this.faults = faults;
    }

    @Override
    DirectoryStore openStore(Configuration conf) throws IOException {
      return new FaultyDirectoryStore(
          (DirectoryStore) Stores.open(URI.create("filedl:///"), conf), faults);
    }
  }

  private List<Finding> check(TreeCheck.Options options) throws IOException {
    findings.clear();
    TreeCheck.of(files.fs(), path("/"), options, findings::add);
    return findings;
  }

  private static TreeCheck.Options fix() {
    return new TreeCheck.Options(true, false);
  }

  private void damage(String path, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(files.disk(path));
    bytes[at] ^= 1;
    Files.write(files.disk(path), bytes);
  }
}
