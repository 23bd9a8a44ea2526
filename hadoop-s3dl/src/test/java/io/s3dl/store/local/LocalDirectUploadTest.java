package io.s3dl.store.local;

import static io.s3dl.store.local.LocalStoreFixture.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.s3dl.store.ObjectReader;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.Test;

public class LocalDirectUploadTest extends AbstractLocalUploadTest {

  @Override
  LocalObjectStore open() throws IOException {
    assumeTrue("the disk supports O_DIRECT", fixture.supportsDirect());
    return fixture.store(fixture.options(true));
  }

  @Test
  public void partsAreWholeBlocks() throws IOException {
    LocalOptions options =
        new LocalOptions(fixture.root(), true, true, true, LocalStoreFixture.PART_BYTES + 1);
    int unit = fixture.store(options).partSizes().copyUnit();
    assertThat(unit).isGreaterThanOrEqualTo(BLOCK);
    assertThat(fixture.store(options).partSizes().firstBytes())
        .isGreaterThan(LocalStoreFixture.PART_BYTES)
        .matches(bytes -> bytes % unit == 0);
  }

  @Test
  public void theDescriptorsHaveTheFlag() throws IOException {
    Upload upload = store.startUpload("a", WriteOptions.replacing());
    fixture.part(upload, 1, 0, random(BLOCK + 1), BLOCK + 1);
    Path temporary = fixture.temporaryFiles().get(0);
    assertThat(OpenFiles.directUnder(temporary)).isEqualTo(1);
    upload.complete(WrittenBytes.UNKNOWN);
    try (ObjectReader reader = store.open("a", Optional.empty())) {
      reader.readFully(0, ByteBuffer.allocate(BLOCK + 1));
      assertThat(OpenFiles.directUnder(fixture.path("a"))).isEqualTo(1);
      assertThat(OpenFiles.flagsUnder(fixture.path("a"))).hasSize(1);
    }
  }

  @Test
  public void aBufferedStoreDoesNotHaveTheFlag() throws IOException {
    LocalObjectStore buffered = fixture.buffered();
    fixture.write(buffered, "a", "x");
    try (ObjectReader reader = buffered.open("a", Optional.empty())) {
      assertThat(reader.length()).isEqualTo(1);
      assertThat(OpenFiles.flagsUnder(fixture.path("a"))).hasSize(1);
      assertThat(OpenFiles.directUnder(fixture.path("a"))).isZero();
    }
  }

  @Test
  public void wholeBlocksDoNotGoThroughThePageCache() throws IOException {
    RecordingOpener opener = new RecordingOpener();
    LocalObjectStore recorded = fixture.store(fixture.options(true), opener, Files::createLink);
    fixture.write(recorded, "a", random(3 * BLOCK + 5), WriteOptions.replacing());
    assertThat(opener.cachedBytes()).isZero();
    assertThat(opener.directBytes()).isEqualTo(4L * BLOCK);
    assertThat(Files.size(fixture.path("a"))).isEqualTo(3L * BLOCK + 5);
  }
}
