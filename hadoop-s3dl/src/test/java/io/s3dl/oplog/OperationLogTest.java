package io.s3dl.oplog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.s3dl.Leaks;
import io.s3dl.cli.ChildProcess;
import io.s3dl.store.local.CapturedLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.log4j.Level;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class OperationLogTest {

  private static final String THREAD = "s3dl-test-oplog";
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
  private static final Path NAME = Path.of("/log.zst");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final CapturedLog warnings = new CapturedLog(OperationLog.class);

  @After
  public void noThreadIsLeft() {
    Leaks.assertNoThread(THREAD);
  }

  private static OplogOptions options(Path path, Overflow overflow, int queue) {
    return new OplogOptions(path, overflow, queue, 1, "me\t{pid}");
  }

  private static OperationLog log(OutputStream out, Overflow overflow, int queue, long patience) {
    return OperationLog.start(
        options(NAME, overflow, queue), "mem://x/", THREAD, new LogFile(NAME, out), patience);
  }

  private static Entry entry(String file, String error) {
    return new Entry(
        7,
        Operation.GET,
        1,
        23,
        file,
        error,
        Instant.parse("2026-01-02T03:04:05.000000006Z"),
        OptionalLong.of(10),
        1_000_000_000L);
  }

  /** A disk that takes bytes when it is let, or never. */
  private static final class Disk extends ByteArrayOutputStream {
    final CountDownLatch open = new CountDownLatch(1);
    final CountDownLatch reached = new CountDownLatch(1);
    private final boolean full;

    Disk(boolean full) {
      this.full = full;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      reached.countDown();
      try {
        if (!open.await(1, TimeUnit.MINUTES)) {
          throw new IOException("Nobody opened it");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (full) {
        throw new IOException("No space left on device");
      }
    }
  }

  @Test
  public void theZstdProgramReadsTheColumns() throws Exception {
    assumeTrue("the zstd program is not installed", Files.exists(Path.of("/usr/bin/zstd")));
    Path file = folder.getRoot().toPath().resolve("new/ops.tsv.zst");
    try (OperationLog log =
        OperationLog.open(options(file, Overflow.LOSSLESS, 9), "mem://x/", THREAD)) {
      log.add(entry("a\tb\nc\\d\re ä", ""));
      log.add(entry("b", "IOException: 1\t2"));
    }
    ChildProcess zstd =
        ChildProcess.run(folder.getRoot().toPath(), List.of("zstd", "-dcq", file.toString()));

    long pid = ProcessHandle.current().pid();
    assertThat(zstd.status()).isZero();
    assertThat(LogLines.of(file)).hasSize(2);
    assertThat(zstd.out().lines().toList())
        .containsExactly(
            "idx\tthread\top\tclient_id\tn_objects\tbytes\tendpoint\tfile\terror\tstart"
                + "\tfirst_byte\tend\tduration_ns",
            "0\t7\tGET\tme\\t"
                + pid
                + "\t1\t23\tmem://x/\ta\\tb\\nc\\\\d\\re ä\t\t2026-01-02T03:04:05.000000006Z"
                + "\t2026-01-02T03:04:05.000000016Z\t2026-01-02T03:04:06.000000006Z\t1000000000",
            "1\t7\tGET\tme\\t"
                + pid
                + "\t1\t23\tmem://x/\tb\tIOException: 1\\t2\t2026-01-02T03:04:05.000000006Z"
                + "\t2026-01-02T03:04:05.000000016Z\t2026-01-02T03:04:06.000000006Z\t1000000000");
  }

  @Test
  public void noLogIsWrittenOver() throws Exception {
    Path file = folder.getRoot().toPath().resolve("{pid}.tsv.zst");
    OplogOptions options = options(file, Overflow.LOSSLESS, 9);
    try (OperationLog first = OperationLog.open(options, "a://", THREAD);
        OperationLog second = OperationLog.open(options, "b://", THREAD)) {
      first.add(entry("a", ""));
      second.add(entry("b", ""));
    }
    OperationLog.open(options, "c://", THREAD).close();

    long pid = ProcessHandle.current().pid();
    List<String> names;
    List<String> keys = new ArrayList<>();
    try (var files = Files.list(folder.getRoot().toPath())) {
      names = files.map(path -> path.getFileName().toString()).sorted().toList();
    }
    assertThat(names).hasSize(3).contains(pid + ".tsv.zst");
    assertThat(names).allMatch(name -> name.matches(pid + "(-[0-9a-f]{8})?\\.tsv\\.zst"));
    for (String name : names) {
      LogLines.of(folder.getRoot().toPath().resolve(name))
          .forEach(line -> keys.add(line.get("file")));
    }
    assertThat(keys).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  public void nothingIsLostUnderLoad() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OperationLog log = log(out, Overflow.LOSSLESS, 4, PATIENCE);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int number = t;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 5000; i++) {
                  log.add(entry(number + "/" + i, ""));
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    log.close();

    Set<String> keys =
        LogLines.of(out.toByteArray()).stream()
            .map(line -> line.get("file"))
            .collect(Collectors.toSet());
    assertThat(keys).hasSize(20_000);
    assertThat(log.counts())
        .isEqualTo(Map.of(OperationLog.WRITTEN, 20_000L, OperationLog.DROPPED, 0L));
    assertThat(warnings.messages(Level.WARN)).isEmpty();
  }

  @Test
  public void whatIsDroppedIsCounted() throws Exception {
    Disk disk = new Disk(false);
    OperationLog log = log(disk, Overflow.DROP, 10, PATIENCE);
    disk.reached.await();
    for (int i = 0; i < 25; i++) {
      log.add(entry("k" + i, ""));
    }
    assertThat(log.counts()).containsEntry(OperationLog.DROPPED, 15L);
    disk.open.countDown();
    log.close();

    assertThat(LogLines.of(disk.toByteArray())).hasSize(10);
    assertThat(log.counts())
        .isEqualTo(Map.of(OperationLog.WRITTEN, 10L, OperationLog.DROPPED, 15L));
    assertThat(warnings.messages(Level.WARN)).singleElement().asString().contains("lacks 15");
  }

  @Test
  public void aFullDiskIsToldOnceAndNobodyWaits() throws Exception {
    Disk disk = new Disk(true);
    OperationLog log = log(disk, Overflow.LOSSLESS, 2, PATIENCE);
    disk.reached.await();
    Thread waiting =
        new Thread(
            () -> {
              for (int i = 0; i < 100; i++) {
                log.add(entry("k" + i, ""));
              }
            });
    waiting.start();
    disk.open.countDown();
    waiting.join();
    log.close();

    assertThat(log.counts())
        .isEqualTo(Map.of(OperationLog.WRITTEN, 0L, OperationLog.DROPPED, 100L));
    assertThat(warnings.messages(Level.WARN)).hasSize(2);
    assertThat(warnings.messages(Level.WARN).get(0)).contains("No space left on device");
    assertThat(warnings.messages(Level.WARN).get(1)).contains("lacks 100");
  }

  @Test
  public void aDiskThatIsStuckIsGivenUp() throws Exception {
    Disk disk = new Disk(false);
    OperationLog log = log(disk, Overflow.LOSSLESS, 1, TimeUnit.MILLISECONDS.toNanos(20));
    disk.reached.await();
    for (int i = 0; i < 50; i++) {
      log.add(entry("k" + i, ""));
    }
    assertThat(log.counts()).containsEntry(OperationLog.DROPPED, 49L);
    log.close();
    disk.open.countDown();

    assertThat(warnings.messages(Level.WARN).get(0)).contains("does not take");
    assertThat(warnings.messages(Level.WARN)).hasSize(2);
  }

  @Test
  public void anInterruptedThreadDoesNotWaitAndStaysInterrupted() throws Exception {
    Disk disk = new Disk(false);
    OperationLog log = log(disk, Overflow.LOSSLESS, 1, PATIENCE);
    disk.reached.await();
    log.add(entry("a", ""));
    Thread.currentThread().interrupt();
    log.add(entry("b", ""));
    assertThat(Thread.interrupted()).isTrue();
    disk.open.countDown();
    Thread.currentThread().interrupt();
    log.close();
    assertThat(Thread.interrupted()).isTrue();

    assertThat(LogLines.of(disk.toByteArray())).hasSize(1);
    assertThat(log.counts()).containsEntry(OperationLog.DROPPED, 1L);
  }
}
