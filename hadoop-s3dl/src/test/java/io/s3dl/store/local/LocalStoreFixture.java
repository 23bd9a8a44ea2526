package io.s3dl.store.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.nio.file.ExtendedOpenOption;
import io.s3dl.io.BufferPool;
import io.s3dl.io.PooledBuffer;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A directory for a test's stores, which leaves nothing behind and checks that they don't. */
final class LocalStoreFixture extends ExternalResource {

  static final int PART_BYTES = 64 << 10;

  final BufferPool pool = new BufferPool(16L << 20);
  private final TemporaryFolder folder = new TemporaryFolder(new File("target"));
  private final List<LocalObjectStore> stores = new ArrayList<>();

  @Override
  protected void before() throws IOException {
    new File("target").mkdirs();
    folder.create();
  }

  @Override
  protected void after() {
    try {
      assertThat(OpenFiles.flagsUnder(root())).isEmpty();
      assertThat(temporaryFiles()).isEmpty();
      for (LocalObjectStore store : stores) {
        assertThat(store.disk().direct().map(DirectAccess::lentBuffers).orElse(0)).isZero();
        store.close();
      }
      assertThat(pool.lentBuffers()).isZero();
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      pool.close();
      folder.delete();
    }
  }

  Path root() {
    return folder.getRoot().getAbsoluteFile().toPath().normalize();
  }

  Path path(String key) {
    return root().resolve(key);
  }

  LocalOptions options(boolean direct) {
    return new LocalOptions(root(), direct, direct, true, PART_BYTES);
  }

  LocalObjectStore buffered() throws IOException {
    return store(options(false));
  }

  LocalObjectStore store(LocalOptions options) throws IOException {
    return store(options, FileChannel::open, Files::createLink);
  }

  LocalObjectStore store(LocalOptions options, FileOpener opener, Publication.Linker linker)
      throws IOException {
    LocalObjectStore store = new LocalObjectStore(options, opener, linker);
    stores.add(store);
    return store;
  }

  List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.walk(root())) {
      return files
          .filter(file -> TemporaryNames.isTemporary(file.getFileName().toString()))
          .toList();
    }
  }

  /** The name of a temporary file as a process gives it that is not this one. */
  static String temporaryOfAnother() {
    String own = TemporaryNames.of(UUID.randomUUID());
    int at = own.indexOf(ProcessIdentity.DIGITS);
    char other = own.charAt(at) == '0' ? '1' : '0';
    return own.substring(0, at) + other + own.substring(at + 1);
  }

  /** Whether the JVM takes names in UTF-8, as its locale decides. */
  static boolean namesAreUtf8() {
    return "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
  }

  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** Writes an object in parts of the store's size. */
  ObjectInfo write(LocalObjectStore store, String key, byte[] content, WriteOptions options)
      throws IOException {
    Upload upload = store.startUpload(key, options);
    try {
      int offset = 0;
      for (int number = 1; offset < content.length; number++) {
        int size = (int) Math.min(store.partSizes().bytesOf(number), content.length - offset);
        part(upload, number, offset, content, size);
        offset += size;
      }
      return upload.complete(WrittenBytes.UNKNOWN);
    } finally {
      upload.abort();
    }
  }

  ObjectInfo write(LocalObjectStore store, String key, String content) throws IOException {
    return write(store, key, content.getBytes(UTF_8), WriteOptions.replacing());
  }

  /** Writes {@code size} bytes of the content, those from {@code offset} on, as a part. */
  void part(Upload upload, int number, int offset, byte[] content, int size) throws IOException {
    try (PooledBuffer buffer = pool.take(Math.max(1, size))) {
      ByteBuffer bytes = buffer.bytes().clear().limit(size);
      bytes.put(content, offset, size).flip();
      upload.part(number, offset, bytes);
      assertThat(bytes.hasRemaining()).isFalse();
    }
  }

  static byte[] read(LocalObjectStore store, String key) throws IOException {
    try (ObjectReader reader = store.open(key, Optional.empty())) {
      ByteBuffer bytes = ByteBuffer.allocate((int) reader.length());
      reader.readFully(0, bytes);
      return bytes.array();
    }
  }

  static String text(LocalObjectStore store, String key) throws IOException {
    return new String(read(store, key), UTF_8);
  }

  static List<String> keys(LocalObjectStore store, String prefix, boolean recursive)
      throws IOException {
    List<String> keys = new ArrayList<>();
    try (ObjectIterator listing = store.list(prefix, recursive)) {
      while (listing.hasNext()) {
        keys.add(listing.next().key());
      }
    }
    return keys;
  }

  static <T> List<T> inThreads(int threads, List<Callable<T>> tasks) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : executor.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("A thread failed", e);
    } finally {
      executor.shutdownNow();
    }
  }

  boolean supportsDirect() throws IOException {
    Path probe = path("probe");
    Files.write(probe, new byte[1]);
    try (FileChannel channel =
        FileChannel.open(probe, StandardOpenOption.READ, ExtendedOpenOption.DIRECT)) {
      return channel.isOpen();
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    } finally {
      Files.delete(probe);
    }
  }

  boolean keepsAttributes() throws IOException {
    return Files.getFileStore(root()).supportsFileAttributeView("user");
  }
}
