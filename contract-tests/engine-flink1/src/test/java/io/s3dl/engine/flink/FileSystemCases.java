package io.s3dl.engine.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.junit.Test;

/** Flink's file system, which wraps ours. */
public class FileSystemCases extends PlacedCases {

  @Test
  public void blocksAreThoseOfTheContent() throws IOException, InterruptedException {
    byte[] content = Texts.bytes(Texts.lines(12_000, 1));
    Path file = new Path(place().path("files/blocks.txt"));
    Texts.put(file.toString(), content);
    place().assertCompressed("files/blocks.txt");
    FileSystem files = file.getFileSystem();
    FileStatus status = files.getFileStatus(file);
    assertThat(status.getLen()).isEqualTo(content.length).isGreaterThan(Flink.BLOCK_SIZE);
    assertThat(status.getBlockSize()).isEqualTo(Flink.BLOCK_SIZE);
    BlockLocation[] blocks = files.getFileBlockLocations(status, 0, status.getLen());
    assertThat(Arrays.stream(blocks).mapToLong(BlockLocation::getOffset).sorted())
        .containsExactly(0L, Flink.BLOCK_SIZE);
    assertThat(Arrays.stream(blocks).mapToLong(BlockLocation::getLength).sum())
        .isEqualTo(content.length);
    try (FSDataInputStream in = files.open(file)) {
      for (int position : List.of(content.length - 10, 5, 700_000, 0, 700_100, 1_048_570)) {
        in.seek(position);
        assertThat(in.readNBytes(10))
            .isEqualTo(Arrays.copyOfRange(content, position, position + 10));
        assertThat(in.getPos()).isEqualTo(position + 10);
      }
    }
  }

  @Test
  public void filesAreMadeMovedListedAndDeleted() throws IOException, InterruptedException {
    Path directory = new Path(place().path("files/names"));
    FileSystem files = directory.getFileSystem();
    Path first = new Path(directory, "first");
    assertThat(files.exists(directory)).isFalse();
    assertThatThrownBy(() -> files.getFileStatus(first)).isInstanceOf(FileNotFoundException.class);
    assertThat(files.mkdirs(directory)).isTrue();
    Texts.put(first.toString(), List.of("one"));
    assertThatThrownBy(() -> Texts.put(first.toString(), List.of("two")))
        .isInstanceOf(IOException.class);
    try (FSDataOutputStream out = files.create(first, WriteMode.OVERWRITE)) {
      out.write(Texts.bytes(List.of("three")));
    }
    Path second = new Path(directory, "second");
    assertThat(files.rename(first, second)).isTrue();
    assertThat(files.listStatus(directory))
        .extracting(FileStatus::getPath, FileStatus::getLen)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(second, 6L));
    place().assertCompressed("files/names/second");
    assertThat(files.delete(directory, true)).isTrue();
    assertThat(files.exists(directory)).isFalse();
    assertThat(place().keys("files/names")).isEmpty();
  }

  /** Output formats ask for this before they write. */
  @Test
  public void theMasterPreparesAnOutputDirectory() throws IOException {
    Path directory = new Path(place().path("files/output"));
    FileSystem files = directory.getFileSystem();
    assertThat(files.isDistributedFS()).isTrue();
    assertThat(files.initOutPathDistFS(directory, WriteMode.NO_OVERWRITE, true)).isTrue();
    Path file = new Path(directory, "1");
    Texts.put(file.toString(), List.of("old"));
    assertThatThrownBy(() -> files.initOutPathDistFS(file, WriteMode.NO_OVERWRITE, false))
        .isInstanceOf(IOException.class);
    assertThat(files.initOutPathDistFS(file, WriteMode.OVERWRITE, false)).isTrue();
    assertThat(files.exists(file)).isFalse();
  }
}
