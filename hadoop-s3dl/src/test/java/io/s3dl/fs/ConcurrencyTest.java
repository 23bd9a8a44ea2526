package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.inThreads;
import static io.s3dl.fs.FileSystemFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeFalse;

import io.s3dl.Contents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Several writers and readers of one name. */
@RunWith(Parameterized.class)
public class ConcurrencyTest {

  private static final int THREADS = 8;
  private static final int ROUNDS = 20;

  @Parameterized.Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.all();
  }

  @Rule public final FileSystemFixture files;

  public ConcurrencyTest(Variant variant) {
    this.files = new FileSystemFixture(variant);
  }

  private static byte[] contentOf(int writer) {
    return Contents.text(10_000 + writer, writer);
  }

  private boolean createExclusively(String path, int writer) throws Exception {
    try (FSDataOutputStream out = files.fs().create(path(path), false)) {
      out.write(contentOf(writer));
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    return true;
  }

  @Test
  public void oneOfManyExclusiveCreatorsWins() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String path = "/f" + round;
      List<Boolean> won = inThreads(THREADS, writer -> createExclusively(path, writer));
      assertThat(won).containsOnlyOnce(true);
      assertThat(files.read(path)).isEqualTo(contentOf(won.indexOf(true)));
    }
  }

  @Test
  public void oneOfManyRenamesToAFreeNameWins() throws Exception {
    assumeFalse(files.variant().isFlat());
    for (int round = 0; round < ROUNDS; round++) {
      String to = "/to" + round;
      String from = "/from" + round + "-";
      for (int i = 0; i < THREADS; i++) {
        files.write(from + i, contentOf(i));
      }
      List<Boolean> won = inThreads(THREADS, i -> files.fs().rename(path(from + i), path(to)));
      assertThat(won).containsOnlyOnce(true);
      assertThat(files.read(to)).isEqualTo(contentOf(won.indexOf(true)));
      for (int i = 0; i < THREADS; i++) {
        assertThat(files.fs().exists(path(from + i))).isEqualTo(!won.get(i));
      }
    }
  }

  @Test
  public void oneOfManyRenamesOfOneFileWins() throws Exception {
    assumeFalse(files.variant().isFlat());
    for (int round = 0; round < ROUNDS; round++) {
      String from = "/from" + round;
      files.write(from, contentOf(0));
      List<Boolean> won =
          inThreads(THREADS, i -> files.fs().rename(path(from), path(from + "-" + i)));
      assertThat(won).containsOnlyOnce(true);
      assertThat(files.read(from + "-" + won.indexOf(true))).isEqualTo(contentOf(0));
    }
  }

  @Test
  public void everyReadGivesTheWholeContentOfOneWriter() throws Exception {
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      contents.add(contentOf(i));
    }
    files.write("/f", contents.get(0));
    AtomicBoolean writing = new AtomicBoolean(true);
    inThreads(
        4,
        thread -> {
          if (thread == 0) {
            try {
              for (int i = 0; i < 200; i++) {
                files.write("/f", contents.get(i % 4));
              }
            } finally {
              writing.set(false);
            }
            return true;
          }
          while (writing.get()) {
            byte[] found = files.read("/f");
            assertThat(contents).anyMatch(content -> Arrays.equals(content, found));
          }
          return true;
        });
  }

  @Test
  public void aFileThatChangesItsFormAllTheTimeIsAlwaysThere() throws Exception {
    ObjectFileSystem compressing = files.open("fs.s3dl.compression.codec", "zstd");
    ObjectFileSystem plain = files.open("fs.s3dl.compression.codec", "none");
    FileSystemFixture.write(plain, "/f", contentOf(1));
    AtomicBoolean writing = new AtomicBoolean(true);
    inThreads(
        3,
        thread -> {
          if (thread == 0) {
            try {
              for (int i = 0; i < 200; i++) {
                FileSystemFixture.write(i % 2 == 0 ? compressing : plain, "/f", contentOf(1));
              }
            } finally {
              writing.set(false);
            }
            return true;
          }
          while (writing.get()) {
            assertThat(files.fs().exists(path("/f"))).isTrue();
            assertThat(files.fs().getFileStatus(path("/f")).getLen()).isEqualTo(10_001);
            assertThat(files.read("/f")).isEqualTo(contentOf(1));
          }
          return true;
        });
  }

  @Test
  public void listingsWhileFilesComeAndGoDoNotFail() throws Exception {
    AtomicBoolean writing = new AtomicBoolean(true);
    files.write("/d/stays", contentOf(1));
    inThreads(
        3,
        thread -> {
          if (thread == 0) {
            try {
              for (int i = 0; i < 150; i++) {
                files.write("/d/f" + i, contentOf(1));
                files.fs().delete(path("/d/f" + i), false);
              }
            } finally {
              writing.set(false);
            }
            return true;
          }
          while (writing.get()) {
            assertThat(files.names("/d")).contains("stays");
            assertThat(files.fs().getContentSummary(path("/d")).getLength())
                .isGreaterThanOrEqualTo(10_001);
          }
          return true;
        });
  }

  @Test
  public void directoriesAreMadeByManyAtOnce() throws Exception {
    List<Boolean> made = inThreads(THREADS, i -> files.fs().mkdirs(path("/a/b/c/d/e")));
    assertThat(made).containsOnly(true);
  }
}
