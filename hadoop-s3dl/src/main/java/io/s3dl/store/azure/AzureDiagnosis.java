package io.s3dl.store.azure;

import io.s3dl.io.ByteRange;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectIterator;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.RetryOptions;
import io.s3dl.store.StoreCheck;
import io.s3dl.store.StoreCheck.Outcome;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Tries out a store with blobs below one prefix. What it makes there, {@link #cleaning} removes.
 * Azure is one store, so that what it cannot do is an error, and nothing is found out about it.
 */
public final class AzureDiagnosis implements Closeable {

  /** Someone waits for the result. */
  private static final RetryOptions RETRIES =
      new RetryOptions(3, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(5), 0);

  private static final byte[] CONTENT =
      "s3dl diag writes this, and reads it again.\n".repeat(2400).getBytes(StandardCharsets.UTF_8);

  private static final int RANGE_BYTES = 1000;

  private final AzureOptions options;
  private final AzureBlobStore store;
  private final String prefix;

  private AzureDiagnosis(AzureOptions options, AzureBlobStore store, String prefix) {
    this.options = options;
    this.store = store;
    this.prefix = prefix;
  }

  /**
   * A diagnosis; asks nobody for anything yet.
   *
   * @param prefix the beginning of the keys of all blobs that it makes; ends with a slash
   * @throws IOException if a file that the options name cannot be read
   */
  public static AzureDiagnosis open(AzureOptions options, String prefix) throws IOException {
    Objects.requireNonNull(prefix, "prefix");
    RequestCounts counts = new RequestCounts();
    Retrier.Pause pause = time -> TimeUnit.NANOSECONDS.sleep(time.toNanos());
    AzureBlobStore store =
        AzureBlobStore.open(options, counts, new Retrier(RETRIES, counts), pause, false);
    return new AzureDiagnosis(options, store, prefix);
  }

  /** Whether the store is there and lets its user in; writes nothing. */
  public List<StoreCheck> access() {
    String address = "check fs.s3dl.azure.endpoint, fs.s3dl.azure.cloud and the account's name";
    return List.of(
        new StoreCheck("resolve the name", this::resolve, address, true),
        new StoreCheck("list blobs", this::list, address, true));
  }

  /** What the store must do. */
  public List<StoreCheck> abilities() {
    String writing = "who asks needs the role Storage Blob Data Contributor, or a SAS with racwdl";
    return List.of(
        new StoreCheck("put", this::put, writing, true),
        new StoreCheck("get", this::get, writing, true),
        new StoreCheck("conditional put", this::conditions, "", false),
        new StoreCheck("blocks", this::blocks, writing, false),
        new StoreCheck("copy", this::copy, writing, false),
        new StoreCheck("metadata", this::metadata, writing, false),
        new StoreCheck("delete", this::delete, writing, false));
  }

  /** Removes whatever the others have made. */
  public StoreCheck cleaning() {
    return new StoreCheck(
        "remove objects",
        () -> {
          List<String> keys = new ArrayList<>();
          try (ObjectIterator blobs = store.list(prefix, true)) {
            while (blobs.hasNext()) {
              keys.add(AzureObjects.keyOf(blobs.next()));
            }
          }
          for (IOException failure : store.delete(keys).values()) {
            throw failure;
          }
          return Outcome.good("");
        },
        "delete what is below " + prefix + " by hand",
        false);
  }

  private Outcome resolve() throws IOException {
    String host =
        options.connections().proxy().map(p -> p.host()).orElse(options.endpoint().getHost());
    String addresses =
        Arrays.stream(InetAddress.getAllByName(host))
            .map(InetAddress::getHostAddress)
            .collect(Collectors.joining(", "));
    return Outcome.good(host + " is " + addresses);
  }

  private Outcome list() throws IOException {
    boolean empty = store.first("", 1).entries().isEmpty();
    return Outcome.good(empty ? "the container is empty" : "the container has blobs");
  }

  private ObjectInfo write(String name, WriteOptions how) throws IOException {
    return store
        .startUpload(prefix + name, how)
        .put(ByteBuffer.wrap(CONTENT), WrittenBytes.UNKNOWN);
  }

  private byte[] read(String name, ByteRange range) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) range.length());
    try (ObjectReader reader = store.open(prefix + name, Optional.empty())) {
      reader.readFully(range.offset(), bytes);
    }
    return bytes.array();
  }

  private Outcome put() throws IOException {
    check(write("written", WriteOptions.replacing()).etag().isPresent(), "the store gives no ETag");
    return Outcome.good(CONTENT.length + " bytes");
  }

  private Outcome get() throws IOException {
    byte[] part = read("written", new ByteRange(RANGE_BYTES, RANGE_BYTES));
    check(
        Arrays.equals(part, Arrays.copyOfRange(CONTENT, RANGE_BYTES, 2 * RANGE_BYTES)),
        "it is not the range that was asked for");
    check(
        Arrays.equals(read("written", new ByteRange(0, CONTENT.length)), CONTENT),
        "it is not what was written");
    return Outcome.good("");
  }

  private Outcome conditions() throws IOException {
    try {
      write("written", WriteOptions.replacing().withExclusive());
      throw new IOException("an exclusive write replaces a blob");
    } catch (FileAlreadyExistsException e) {
      // As it should be.
    }
    try {
      write("written", WriteOptions.replacing().withIfMatch("0x0"));
      throw new IOException("a write over an ETag replaces another blob");
    } catch (ObjectChangedException e) {
      return Outcome.good("");
    }
  }

  private Outcome blocks() throws IOException {
    Upload upload = store.startUpload(prefix + "blocks", WriteOptions.replacing());
    upload.part(1, 0, ByteBuffer.wrap(CONTENT));
    upload.part(2, CONTENT.length, ByteBuffer.wrap(CONTENT));
    upload.complete(WrittenBytes.UNKNOWN);
    ByteRange second = new ByteRange(CONTENT.length, CONTENT.length);
    check(Arrays.equals(read("blocks", second), CONTENT), "the second is not what was written");
    return Outcome.good("");
  }

  private Outcome copy() throws IOException {
    store.copy(store.head(prefix + "written"), prefix + "copy", true);
    check(
        Arrays.equals(read("copy", new ByteRange(0, CONTENT.length)), CONTENT),
        "it is not what was copied");
    return Outcome.good("");
  }

  private Outcome metadata() throws IOException {
    store.setMode(prefix + "written", 0600);
    boolean kept =
        store.head(prefix + "written").attributes().map(a -> a.mode() == 0600).orElse(false);
    check(kept, "they are not kept");
    return Outcome.good("");
  }

  private Outcome delete() throws IOException {
    for (IOException failure :
        store.delete(List.of(prefix + "written", prefix + "copy", prefix + "blocks")).values()) {
      throw failure;
    }
    try {
      store.head(prefix + "written");
    } catch (FileNotFoundException e) {
      return Outcome.good("");
    }
    throw new IOException("it is still there");
  }

  private static void check(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
