package io.s3dl.store.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.BinaryData;
import io.s3dl.store.Etags;
import io.s3dl.store.FinalFailure;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The requests that write blobs: whole, or block by block. */
final class AzureWrites {

  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;

  private final AzureRequests requests;
  private final AzureObjects objects;
  private final AzureWriteSettings settings;

  AzureWrites(AzureRequests requests, AzureObjects objects, AzureWriteSettings settings) {
    this.requests = requests;
    this.objects = objects;
    this.settings = settings;
  }

  AzureWriteSettings settings() {
    return settings;
  }

  /** Adds metadata to a request. */
  static void withMetadata(HttpRequest request, Map<String, String> metadata) {
    metadata.forEach(
        (name, value) ->
            request.setHeader(HttpHeaderName.fromString(AzureHeaders.METADATA + name), value));
  }

  /** Writes all of a blob with one request. */
  ObjectInfo put(String key, WriteOptions options, AzureBody body, WrittenBytes written)
      throws IOException {
    if (written.crc32c().isPresent() && written.crc32c().getAsInt() != body.crc32c()) {
      throw new IOException(
          "What is to be written to "
              + key
              + " does not have the CRC32C that it was announced with");
    }
    WrittenBytes known = new WrittenBytes(OptionalInt.of(body.crc32c()), written.content());
    Map<String, String> metadata =
        AzureMetadata.ofNew(key, options, settings.metadata(), known, body.length());
    return publish(
        AzureRequestKind.PUT,
        new Publication(key, options, body.length(), known),
        to ->
            described(new HttpRequest(HttpMethod.PUT, to.address(key)), options, metadata)
                .setHeader(AzureHeaders.BLOB_TYPE, "BlockBlob")
                .setHeader(HttpHeaderName.CONTENT_MD5, body.md5())
                .setHeader(HttpHeaderName.CONTENT_LENGTH, Long.toString(body.length()))
                .setBody(body.data()));
  }

  /** Sends a block. */
  void stage(String key, String id, AzureBody body) throws IOException {
    String query = "?comp=block&blockid=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    requests.call(
        AzureRequestKind.BLOCK,
        key,
        (to, attempt) ->
            AzureRequests.send(
                to,
                HttpMethod.PUT,
                to.address(key) + query,
                request ->
                    request
                        .setHeader(HttpHeaderName.CONTENT_MD5, body.md5())
                        .setHeader(HttpHeaderName.CONTENT_LENGTH, Long.toString(body.length()))
                        .setBody(body.data())));
  }

  /**
   * A block of a blob that is to be.
   *
   * @param committed whether it is taken over from the blob that there is; one of the same id that
   *     another writer has sent since is not meant
   */
  record Block(String id, boolean committed) {

    String element() {
      String name = committed ? "Committed" : "Uncommitted";
      return "<" + name + ">" + id + "</" + name + ">";
    }
  }

  /** Makes a blob of blocks. */
  ObjectInfo commit(
      String key, WriteOptions options, List<Block> blocks, WrittenBytes written, long size)
      throws IOException {
    Map<String, String> metadata =
        AzureMetadata.ofNew(key, options, settings.metadata(), written, size);
    StringBuilder list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
    blocks.forEach(block -> list.append(block.element()));
    byte[] body = list.append("</BlockList>").toString().getBytes(StandardCharsets.UTF_8);
    return publish(
        AzureRequestKind.COMMIT,
        new Publication(key, options, size, written),
        to ->
            described(
                    new HttpRequest(HttpMethod.PUT, to.address(key) + "?comp=blocklist"),
                    options,
                    metadata)
                .setHeader(HttpHeaderName.CONTENT_LENGTH, Integer.toString(body.length))
                .setBody(BinaryData.fromBytes(body)));
  }

  /** What the new blob is said to be, and under which conditions it is published. */
  private HttpRequest described(
      HttpRequest request, WriteOptions options, Map<String, String> metadata) {
    withMetadata(request, metadata);
    options
        .contentType()
        .or(settings::contentType)
        .ifPresent(type -> request.setHeader(AzureHeaders.CONTENT_TYPE, type));
    settings.accessTier().ifPresent(tier -> request.setHeader(AzureHeaders.ACCESS_TIER, tier));
    options
        .ifMatch()
        .ifPresent(etag -> request.setHeader(HttpHeaderName.IF_MATCH, Etags.quoted(etag)));
    if (options.exclusive()) {
      request.setHeader(HttpHeaderName.IF_NONE_MATCH, "*");
    }
    return request;
  }

  /** What is published. */
  private record Publication(String key, WriteOptions options, long size, WrittenBytes written) {

    /** What it means that the condition does not hold. */
    IOException refused() {
      return options.exclusive()
          ? new FileAlreadyExistsException(key, null, "it exists, and was to be created only")
          : new ObjectChangedException(
              "Error writing "
                  + key
                  + ": it is no longer the blob with the ETag "
                  + options.ifMatch().orElse("that it had"));
    }

    ObjectInfo published(HttpHeaders answer) {
      ObjectInfo found = AzureObjects.found(key, size, answer).info();
      return new ObjectInfo(
          found.key(),
          found.directory(),
          found.size(),
          found.modifiedMillis(),
          found.etag(),
          false,
          Optional.empty(),
          written
              .content()
              .map(content -> OptionalLong.of(content.length()))
              .orElse(OptionalLong.empty()));
    }
  }

  private interface Making {
    HttpRequest request(AzureClients to) throws IOException;
  }

  private ObjectInfo publish(AzureRequestKind kind, Publication blob, Making making)
      throws IOException {
    Optional<HttpHeaders> answer;
    try {
      answer =
          requests.call(
              kind,
              blob.key(),
              (to, attempt) -> {
                try (var sent = to.send(making.request(to))) {
                  return Optional.of(sent.getHeaders());
                } catch (HttpResponseException e) {
                  return refusal(blob, e);
                }
              });
    } catch (IOException e) {
      return objects.recover(blob.key(), blob.options(), e);
    }
    if (answer.isEmpty()) {
      return objects.recover(blob.key(), blob.options(), blob.refused());
    }
    return blob.published(answer.get());
  }

  /** Empty if the write's own condition does not hold. */
  private static Optional<HttpHeaders> refusal(Publication blob, HttpResponseException e) {
    String code = AzureErrors.code(e);
    if (code.equals("BlobAlreadyExists")
        || (AzureErrors.status(e) == PRECONDITION_FAILED && !code.startsWith("Lease"))) {
      return Optional.empty();
    }
    boolean ofNothing = AzureErrors.status(e) == NOT_FOUND && !code.equals("ContainerNotFound");
    if (ofNothing && blob.options().ifMatch().isPresent()) {
      return Optional.empty();
    }
    if (code.equals("InvalidBlockList")) {
      throw new FinalFailure(
          new IOException(
              "Error publishing "
                  + blob.key()
                  + ": its blocks are not there any more, since another writer has published a blob"
                  + " of this name meanwhile, or they are older than a week; write it again",
              e));
    }
    throw e;
  }
}
