package io.s3dl.store.azure;

import static io.s3dl.store.StoreTrial.expect;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.util.BinaryData;
import io.s3dl.io.ByteRange;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectReader;
import io.s3dl.store.StoreCheck;
import io.s3dl.store.StoreCheck.Outcome;
import io.s3dl.store.StoreTrial;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tries what is done with blobs. */
final class AzureBlobChecks {

  private static final byte[] CONTENT = StoreTrial.content();
  private static final int RANGE_BYTES = 1000;
  private static final String WRONG_MD5 = "AAAAAAAAAAAAAAAAAAAAAA==";

  private static final String WRITING =
      "who asks must be allowed to write: an identity needs the role Storage Blob Data Contributor,"
          + " a SAS the permissions racwdl; locks and policies of the container forbid it too";

  private static final String PROXY = "a proxy on the way may take away or change what is sent";

  private final AzureBlobStore store;
  private final AzureClients clients;
  private final AzureErrors errors;
  private final String prefix;

  AzureBlobChecks(AzureBlobStore store, AzureClients clients, AzureErrors errors, String prefix) {
    this.store = store;
    this.clients = clients;
    this.errors = errors;
    this.prefix = prefix;
  }

  List<StoreCheck> checks() {
    return List.of(
        StoreCheck.vital("put", this::put, WRITING),
        StoreCheck.vital("get", this::get, "who asks must be allowed to read"),
        StoreCheck.vital("get a range", this::range, PROXY),
        new StoreCheck("create exclusively", this::exclusive, PROXY, false),
        new StoreCheck("replace by ETag", this::replace, PROXY, false),
        new StoreCheck("wrong MD5", this::integrity, PROXY, false),
        new StoreCheck(
            "blocks",
            this::blocks,
            "files larger than fs.s3dl.azure.part.size are written so; " + PROXY,
            false),
        new StoreCheck("commit exclusively", this::exclusiveCommit, PROXY, false),
        new StoreCheck("copy", this::copy, "files are renamed so; " + WRITING, false),
        new StoreCheck("metadata", this::metadata, WRITING, false),
        new StoreCheck(
            "special names",
            this::names,
            "do not give files such names, or look for what changes them on the way",
            false),
        new StoreCheck(
            "delete together", this::deleteTogether, "who asks must be allowed to delete", false),
        new StoreCheck("delete", this::delete, "who asks must be allowed to delete", false));
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
    expect(
        write("written", WriteOptions.replacing()).etag().isPresent(), "the store gives no ETag");
    return Outcome.good(CONTENT.length + " bytes");
  }

  private Outcome get() throws IOException {
    expect(
        Arrays.equals(read("written", new ByteRange(0, CONTENT.length)), CONTENT),
        "it is not what was written");
    return Outcome.good("");
  }

  private Outcome range() throws IOException {
    byte[] part = read("written", new ByteRange(RANGE_BYTES, RANGE_BYTES));
    expect(
        Arrays.equals(part, Arrays.copyOfRange(CONTENT, RANGE_BYTES, 2 * RANGE_BYTES)),
        "it is not the range that was asked for");
    return Outcome.good("");
  }

  private Outcome exclusive() throws IOException {
    try {
      write("written", WriteOptions.replacing().withExclusive());
    } catch (FileAlreadyExistsException e) {
      return Outcome.good("refused, as it should be");
    }
    throw new IOException("an exclusive write has replaced a blob");
  }

  private Outcome replace() throws IOException {
    ObjectInfo now = store.head(prefix + "written");
    write("written", WriteOptions.replacing().withIfMatch(now.etag().orElseThrow()));
    try {
      write("written", WriteOptions.replacing().withIfMatch(now.etag().orElseThrow()));
    } catch (ObjectChangedException e) {
      return Outcome.good("");
    }
    throw new IOException("a write over an ETag has replaced another blob");
  }

  /** Bytes that were damaged on their way must not become a blob. */
  private Outcome integrity() throws IOException {
    boolean refused =
        errors.at(
            "writing",
            prefix + "damaged",
            () -> {
              try {
                putWith(prefix + "damaged", WRONG_MD5);
                return false;
              } catch (HttpResponseException e) {
                if (AzureErrors.code(e).equals("Md5Mismatch")) {
                  return true;
                }
                throw e;
              }
            });
    expect(refused, "bytes are taken that do not have the MD5 that was sent with them");
    return Outcome.good("refused, as it should be");
  }

  private void putWith(String key, String md5) {
    AzureRequests.send(
        clients,
        HttpMethod.PUT,
        clients.address(key),
        request ->
            request
                .setHeader(AzureHeaders.BLOB_TYPE, "BlockBlob")
                .setHeader(HttpHeaderName.CONTENT_MD5, md5)
                .setHeader(HttpHeaderName.CONTENT_LENGTH, Integer.toString(CONTENT.length))
                .setBody(BinaryData.fromBytes(CONTENT)));
  }

  private ObjectInfo inBlocks(WriteOptions how) throws IOException {
    Upload upload = store.startUpload(prefix + "blocks", how);
    upload.part(1, 0, ByteBuffer.wrap(CONTENT));
    upload.part(2, CONTENT.length, ByteBuffer.wrap(CONTENT));
    return upload.complete(WrittenBytes.UNKNOWN);
  }

  private Outcome blocks() throws IOException {
    inBlocks(WriteOptions.replacing());
    long length = store.head(prefix + "blocks").size();
    expect(length == 2L * CONTENT.length, "the blob has " + length + " bytes");
    ByteRange second = new ByteRange(CONTENT.length, CONTENT.length);
    expect(Arrays.equals(read("blocks", second), CONTENT), "the second is not what was written");
    return Outcome.good("two of " + CONTENT.length + " bytes");
  }

  private Outcome exclusiveCommit() throws IOException {
    try {
      inBlocks(WriteOptions.replacing().withExclusive());
    } catch (FileAlreadyExistsException e) {
      return Outcome.good("refused, as it should be");
    }
    throw new IOException("an exclusive commit has replaced a blob");
  }

  private Outcome copy() throws IOException {
    ObjectInfo written = store.head(prefix + "written");
    store.copy(written, prefix + "copy", true);
    expect(
        Arrays.equals(read("copy", new ByteRange(0, CONTENT.length)), CONTENT),
        "it is not what was copied");
    try {
      store.copy(written, prefix + "copy", true);
    } catch (FileAlreadyExistsException e) {
      return Outcome.good("exclusively");
    }
    throw new IOException("an exclusive copy has replaced a blob");
  }

  private Outcome metadata() throws IOException {
    store.setMode(prefix + "written", 0600);
    boolean kept =
        store.head(prefix + "written").attributes().map(a -> a.mode() == 0600).orElse(false);
    expect(kept, "they are not kept");
    return Outcome.good("");
  }

  private Outcome names() throws IOException {
    List<String> possible = StoreTrial.NAMES.stream().filter(AzureKeys::isPossible).toList();
    return StoreTrial.names(possible, name -> failure("names/" + name));
  }

  private Optional<String> failure(String name) throws IOException {
    String key = prefix + name;
    try {
      write(name, WriteOptions.replacing());
      expect(store.head(key).size() == CONTENT.length, "it is not what was written");
      expect(
          store.first(prefix + "names/", 1).entries().stream()
              .anyMatch(blob -> blob.key().equals(key)),
          "it is not listed");
      for (IOException e : store.delete(List.of(key)).values()) {
        throw e;
      }
      return Optional.empty();
    } catch (InterruptedIOException | AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  private Outcome deleteTogether() throws IOException {
    List<String> keys = List.of(prefix + "copy", prefix + "blocks");
    for (IOException failure : store.delete(keys).values()) {
      throw failure;
    }
    for (String key : keys) {
      expectGone(key);
    }
    return Outcome.good("");
  }

  private Outcome delete() throws IOException {
    for (IOException failure : store.delete(List.of(prefix + "written")).values()) {
      throw failure;
    }
    expectGone(prefix + "written");
    return Outcome.good("");
  }

  private void expectGone(String key) throws IOException {
    try {
      store.head(key);
    } catch (FileNotFoundException e) {
      return;
    }
    throw new IOException("it is still there");
  }
}
