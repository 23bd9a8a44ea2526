package io.s3dl.engine.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/**
 * What both formats commit by: of several that rename to one free name at the same time, one
 * succeeds, and the others are told and keep what they have.
 */
@RunWith(Parameterized.class)
public final class ExclusiveRenameTest {

  private static final int RIVALS = 8;
  private static final int ROUNDS = 5;

  @ClassRule public static final Tables TABLES = new Tables(Map.of());

  @Rule public final Timeout timeout = Tables.timeout();

  private final Place place;

  public ExclusiveRenameTest(Place place) {
    this.place = place;
  }

  @Parameterized.Parameters(name = "{0}")
  public static List<Place> parameters() {
    return List.of(Place.COMPRESSED, Place.PLAIN, Place.LOCAL);
  }

  /** Renames; whether it has. */
  private interface Rename {
    boolean to(Path source, Path target) throws IOException;
  }

  @Test
  public void oneOfManyContextsRenamesAsDeltaDoes() throws Exception {
    List<Rename> renames = new ArrayList<>();
    for (int i = 0; i < RIVALS; i++) {
      FileContext context = context();
      renames.add(
          (source, target) -> {
            try {
              context.rename(source, target, Options.Rename.NONE);
              return true;
            } catch (FileAlreadyExistsException e) { // the one that Delta knows
              return false;
            }
          });
    }
    race("contexts", ".json", renames);
  }

  @Test
  public void oneOfManyFileSystemsRenamesAsIcebergDoes() throws Exception {
    List<FileSystem> all = new ArrayList<>();
    try {
      for (int i = 0; i < RIVALS; i++) {
        all.add(FileSystem.newInstance(root().toUri(), TABLES.configuration()));
      }
      List<Rename> renames = new ArrayList<>();
      all.forEach(fs -> renames.add(fs::rename));
      race("file-systems", ".metadata.json", renames);
    } finally {
      for (FileSystem fs : all) {
        fs.close();
      }
    }
  }

  @Test
  public void thePathsSayThatItIsExclusive() throws Exception {
    assertThat(
            root()
                .getFileSystem(TABLES.configuration())
                .hasPathCapability(root(), "fs.s3dl.capability.rename.exclusive"))
        .isTrue();
  }

  private Path root() {
    return new Path(TABLES.path(place, ""));
  }

  private FileContext context() throws IOException {
    return FileContext.getFileContext(root().toUri(), TABLES.configuration());
  }

  private void race(String name, String suffix, List<Rename> renames) throws Exception {
    Path directory = new Path(root(), name);
    FileContext context = context();
    for (int round = 0; round < ROUNDS; round++) {
      List<Path> sources = new ArrayList<>();
      for (int i = 0; i < RIVALS; i++) {
        Path source = new Path(directory, "." + round + "." + i + suffix + ".tmp");
        write(context, source, content(i));
        sources.add(source);
      }
      Path target = new Path(directory, round + suffix);
      List<Boolean> won = together(renames, sources, target);
      assertThat(won).as("round %d", round).containsOnlyOnce(true);
      int winner = won.indexOf(true);
      assertThat(read(context, target)).isEqualTo(content(winner));
      for (int i = 0; i < RIVALS; i++) {
        if (i == winner) {
          assertThat(context.util().exists(sources.get(i))).isFalse();
        } else {
          assertThat(read(context, sources.get(i))).isEqualTo(content(i));
        }
      }
    }
    assertThat(TABLES.store(place).keys(name + "/").stream().filter(key -> !key.endsWith("/")))
        .hasSize(ROUNDS * RIVALS);
  }

  private static List<Boolean> together(List<Rename> renames, List<Path> sources, Path target)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(RIVALS);
    try {
      CyclicBarrier start = new CyclicBarrier(RIVALS);
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < RIVALS; i++) {
        Rename rename = renames.get(i);
        Path source = sources.get(i);
        tasks.add(
            () -> {
              start.await();
              return rename.to(source, target);
            });
      }
      List<Boolean> won = new ArrayList<>();
      for (Future<Boolean> task : threads.invokeAll(tasks)) {
        won.add(task.get());
      }
      return won;
    } finally {
      threads.shutdown();
    }
  }

  private static String content(int rival) {
    return ("This is of " + rival + ". ").repeat(100 + rival);
  }

  private static void write(FileContext context, Path path, String content) throws IOException {
    try (FSDataOutputStream out =
        context.create(path, EnumSet.of(CreateFlag.CREATE), Options.CreateOpts.createParent())) {
      out.write(content.getBytes(UTF_8));
    }
  }

  private static String read(FileContext context, Path path) throws IOException {
    try (InputStream in = context.open(path)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
