package io.s3dl.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DataSetsTest {

  private static final int BYTES = 1 << 20;

  @Rule public final TemporaryFolder folder = new TemporaryFolder(new File("target"));
  private final List<String> made = new ArrayList<>();
  private DataSets data;

  @Before
  public void open() {
    data = new DataSets(folder.getRoot().toPath(), BYTES, made::add);
  }

  @Test
  public void eachKindIsAsLargeAsAskedAndCompressesAsItShould() throws IOException {
    assertThat(compressed(Kind.LINEITEM)).isBetween(0.2, 0.4);
    assertThat(compressed(Kind.JSON)).isBetween(0.1, 0.4);
    assertThat(compressed(Kind.RANDOM)).isGreaterThan(0.99);
  }

  private double compressed(Kind kind) throws IOException {
    DataSet set = data.get(kind);
    byte[] content = Files.readAllBytes(set.file());
    assertThat(content).hasSize(BYTES);
    assertThat(set.bytes()).isEqualTo(BYTES);
    return Zstd.compress(content, 3).length / (double) BYTES;
  }

  @Test
  public void aLineOfLineitemIsThatOfDbgen() throws IOException {
    assertThat(firstLine(Kind.LINEITEM))
        .startsWith("1|")
        .endsWith(
            "|N|O|1996-03-13|1996-02-12|1996-03-22|DELIVER IN PERSON|TRUCK|egular courts above the|");
    assertThat(firstLine(Kind.JSON)).startsWith("{\"ts\":\"2026-03-01T00:00:00.").endsWith("\"}");
  }

  private String firstLine(Kind kind) throws IOException {
    String text = Files.readString(data.get(kind).file(), StandardCharsets.US_ASCII);
    return text.substring(0, text.indexOf('\n'));
  }

  @Test
  public void aSetIsMadeOnceAndAgainWhenItIsDamaged() throws IOException {
    Path file = data.get(Kind.JSON).file();
    byte[] first = Files.readAllBytes(file);
    assertThat(data.get(Kind.JSON).file()).isEqualTo(file);
    assertThat(made).hasSize(1);

    byte[] damaged = first.clone();
    damaged[BYTES / 2] ^= 1;
    Files.write(file, damaged);
    assertThat(Files.readAllBytes(data.get(Kind.JSON).file())).isEqualTo(first);
    assertThat(made).hasSize(2);
  }

  @Test
  public void theInputsOfS3dlioAreThoseItCompressed() {
    assertThat(crc32(S3dlioInput.REPEATED)).isEqualTo(0x3f170148L);
    assertThat(crc32(S3dlioInput.JSON)).isEqualTo(0x7a296926L);
    assertThat(crc32(S3dlioInput.RANDOM_LIKE)).isEqualTo(0x49739f5fL);
    assertThat(crc32(S3dlioInput.HIGH_ENTROPY)).isEqualTo(0x341803d9L);
    assertThat(Zstd.compress(S3dlioInput.RANDOM.bytes(50_000)).length).isGreaterThan(50_000);
    assertThat(Arrays.copyOf(S3dlioInput.JSON.bytes(1_000_000), 50_000))
        .isEqualTo(S3dlioInput.JSON.bytes(50_000));
  }

  private static long crc32(S3dlioInput input) {
    CRC32 crc = new CRC32();
    crc.update(input.bytes(50_000));
    return crc.getValue();
  }
}
