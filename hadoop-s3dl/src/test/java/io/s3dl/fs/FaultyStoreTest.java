package io.s3dl.fs;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.s3dl.Contents;
import io.s3dl.conf.FileSystemOptions;
import io.s3dl.conf.Stores;
import io.s3dl.store.DirectoryStore;
import io.s3dl.store.Faults;
import io.s3dl.store.FaultyDirectoryStore;
import io.s3dl.stream.ObjectWriter;
import io.s3dl.stream.ReadPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The parts of a file system over a store that fails. */
public class FaultyStoreTest {

  private static final byte[] OLD = Contents.text(10_000, 1);
  private static final byte[] NEW = Contents.text(200_000, 2);

  @Rule public final FileSystemFixture files = new FileSystemFixture(new Variant("filedl", true));

  private final Faults faults = new Faults();
  private FileSystemParts parts;

  @Before
  public void open() throws IOException {
    Configuration conf = files.conf();
    URI uri = URI.create("filedl:///");
    parts =
        FileSystemParts.open(
            new FaultyDirectoryStore((DirectoryStore) Stores.open(uri, conf), faults),
            FileSystemOptions.from(conf, "filedl", ""),
            new Path(uri),
            () -> 0755);
  }

  @After
  public void close() throws IOException {
    parts.close();
    assertThat(parts.volume().buffers().lentBuffers()).isZero();
  }

  private ObjectWriter create(String key) throws IOException {
    FileSystemOptions options = parts.volume().options();
    return parts
        .creator()
        .create(
            key,
            new FileCreator.Request(
                true, true, 0644, 0755, Optional.empty(), Optional.empty(), options.frames()),
            mode -> mode);
  }

  @Test
  public void aRenameThatFailedTakesNothingBackOverAnotherFile() throws IOException {
    ObjectFileSystem plain = files.open("fs.s3dl.compression.codec", "none");
    FileSystemFixture.write(plain, "/from", NEW);
    files.write("/to", OLD);
    faults.before(
        Faults.Call.DELETE,
        number -> {
          java.nio.file.Path another = Files.write(files.disk("/another"), new byte[3]);
          Files.move(another, files.disk("/from"), StandardCopyOption.REPLACE_EXISTING);
          faults.heal(Faults.Call.DELETE);
          throw new IOException("no answer");
        });
    assertThatThrownBy(() -> parts.renames().rename("from", "to", true))
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement(as(THROWABLE))
                    .hasMessageContaining("stored as /to"));
    assertThat(files.disk("/to")).hasBinaryContent(NEW);
    assertThat(files.read("/to")).isEqualTo(OLD);
    assertThat(files.read("/from")).hasSize(3);
  }

  @Test
  public void anErrorIsNeverReadAsNothing() throws IOException {
    files.write("/f", OLD);
    for (int call = 1; call <= 2; call++) {
      IOException failure = new IOException("no answer");
      faults.fail(Faults.Call.HEAD, call, failure);
      assertThatThrownBy(() -> parts.namespace().find("none")).isSameAs(failure);
    }
  }

  @Test
  public void aFailedOverwriteLeavesWhatWasThere() throws IOException {
    files.write("/f", OLD);
    for (Faults.Call call : new Faults.Call[] {Faults.Call.PART, Faults.Call.COMPLETE}) {
      faults.fail(call, 1, new IOException("disk full"));
      assertThatThrownBy(
              () -> {
                try (ObjectWriter writer = create("f")) {
                  writer.write(NEW, 0, NEW.length);
                }
              })
          .hasStackTraceContaining("disk full");
      assertThat(files.read("/f")).isEqualTo(OLD);
      assertThat(files.namesOnDisk("/")).containsExactly("f" + PathMapper.SUFFIX);
    }
  }

  @Test
  public void aFileThatMayNotBeReadIsListedWithItsStoredSize() throws IOException {
    files.write("/d/f", OLD);
    faults.before(
        Faults.Call.OPEN,
        number -> {
          throw new AccessDeniedException("/d/f");
        });
    try (StatusIterator listing = parts.listings().of("d")) {
      ContentFileStatus status = listing.next();
      assertThat(status.getPath().getName()).isEqualTo("f");
      assertThat(status.getLen()).isEqualTo(Files.size(files.stored("/d/f")));
      assertThat(listing.hasNext()).isFalse();
    }
    Entry entry = parts.namespace().get("d/f");
    assertThatThrownBy(() -> parts.reads().open(entry, ReadPolicy.ADAPTIVE, Optional.empty()))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  public void aListingFailsWithTheStore() throws IOException {
    files.write("/d/f", OLD);
    faults.fail(Faults.Call.OPEN, 1, new IOException("no answer"));
    try (StatusIterator listing = parts.listings().of("d")) {
      assertThatThrownBy(listing::hasNext).hasMessage("no answer");
    }
  }

  @Test
  public void aDeletionThatFailsHalfWayBringsNothingOldBack() throws IOException {
    files.write("/f", NEW);
    Files.write(files.disk("/f"), OLD);
    faults.fail(Faults.Call.DELETE, 2, new IOException("no answer"));
    assertThatThrownBy(() -> parts.tree().delete(parts.namespace().get("f"), false))
        .hasMessage("no answer");
    assertThat(files.read("/f")).isEqualTo(NEW);
    assertThat(files.namesOnDisk("/")).containsExactly("f" + PathMapper.SUFFIX);
  }

  @Test
  public void aRenameThatFailsLeavesTheSource() throws IOException {
    files.write("/f", NEW);
    faults.fail(Faults.Call.RENAME, 1, new IOException("no answer"));
    assertThatThrownBy(() -> parts.renames().rename("f", "g")).hasMessage("no answer");
    assertThat(files.read("/f")).isEqualTo(NEW);
    assertThat(files.fs().exists(FileSystemFixture.path("/g"))).isFalse();
  }

  @Test
  public void anAppendWhosePublicationFailsLeavesTheFile() throws IOException {
    files.write("/f", OLD);
    for (Faults.Call call : new Faults.Call[] {Faults.Call.COPY, Faults.Call.RENAME}) {
      faults.fail(call, 1, new IOException("no answer"));
      assertThatThrownBy(
              () -> {
                try (ObjectWriter writer = parts.creator().append("f", mode -> mode)) {
                  writer.write(NEW, 0, NEW.length);
                }
              })
          .hasMessage("Error writing /f: no answer");
      assertThat(files.read("/f")).isEqualTo(OLD);
      assertThat(files.namesOnDisk("/")).containsExactly("f" + PathMapper.SUFFIX);
    }
  }

  @Test
  public void aReadThatFailsOnTheWayLosesNoBytes() throws IOException {
    byte[] content = Contents.random(3_000_000, 1);
    files.write("/f.gz", content);
    AtomicInteger failures = new AtomicInteger();
    try (ContentInputStream in =
        parts
            .reads()
            .open(parts.namespace().get("f.gz"), ReadPolicy.SEQUENTIAL, Optional.empty())) {
      faults.before(
          Faults.Call.READ,
          number -> {
            if (number % 2 == 0) {
              failures.incrementAndGet();
              throw new IOException("a bad moment");
            }
          });
      byte[] found = new byte[content.length];
      int at = 0;
      while (at < found.length) {
        try {
          at += in.read(found, at, found.length - at);
        } catch (IOException e) {
          assertThat(e).hasMessage("a bad moment"); // to be tried again
        }
        assertThat(in.getPos()).isEqualTo(at);
      }
      assertThat(found).isEqualTo(content);
      assertThat(failures.get()).isPositive();
    }
  }
}
