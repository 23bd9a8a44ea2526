package io.s3dl.store.s3;

import io.s3dl.io.ByteRange;
import io.s3dl.store.Etags;
import io.s3dl.store.LostAnswers;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.TransientException;
import io.s3dl.store.WriteOptions;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * Copies objects inside the store: with one request up to a size, in parts above. Where the store
 * copies under no condition, a small object is read and put under one, and a larger one copied in
 * parts, if uploads are completed under one.
 *
 * <p>A copy with one request goes into the storage class and under the encryption that new objects
 * get. What has to be looked at first keeps what was seen: the class where the store copies under
 * no condition of the source, class and KMS key of what is copied in parts or read and put, unless
 * another encryption is configured. No copy keeps an ACL, which nobody has asked for.
 */
final class Copying {

  /** The largest object that is read and put, to be put under a condition. */
  static final int SMALL_BYTES = 8 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Copying.class);

  private static final int PRECONDITION_FAILED = 412;

  private final S3Requests requests;
  private final RequestBuilders builders;
  private final S3Objects objects;
  private final Executor executor;
  private final long singleCopyBytes;

  Copying(
      S3Requests requests,
      RequestBuilders builders,
      S3Objects objects,
      Executor executor,
      long singleCopyBytes) {
    this.requests = requests;
    this.builders = builders;
    this.objects = objects;
    this.executor = executor;
    this.singleCopyBytes = singleCopyBytes;
  }

  /** Whether an exclusive copy of so many bytes is atomic. */
  boolean isExclusive(long bytes) {
    S3Features features = builders.features();
    if (bytes > singleCopyBytes) {
      return features.has(S3Feature.CONDITIONAL_COMPLETE);
    }
    return features.has(S3Feature.CONDITIONAL_COPY)
        || isPutInstead(bytes)
        || (features.has(S3Feature.CONDITIONAL_COMPLETE) && bytes > 0);
  }

  private boolean isPutInstead(long bytes) {
    return builders.features().has(S3Feature.CONDITIONAL_PUT) && bytes <= SMALL_BYTES;
  }

  ObjectInfo copy(ObjectInfo from, String to, boolean exclusive) throws IOException {
    S3Features features = builders.features();
    if (from.size() > singleCopyBytes) {
      return inParts(from, to, exclusive);
    }
    if (exclusive && !features.has(S3Feature.CONDITIONAL_COPY)) {
      if (isPutInstead(from.size())) {
        return byPut(from, to);
      }
      if (isExclusive(from.size())) {
        return inParts(from, to, true);
      }
      new Conditions(objects, to, WriteOptions.replacing().withExclusive())
          .lookBefore(false, false);
    }
    String source = S3Objects.keyOf(from);
    CopyObjectRequest.Builder request = builders.copy(source, to);
    if (!features.has(S3Feature.COPY_SOURCE_IF_MATCH) && from.etag().isPresent()) {
      request.storageClass(source(from).storageClassAsString());
    }
    return withOneRequest(from, to, request, exclusive);
  }

  private ObjectInfo withOneRequest(
      ObjectInfo from, String to, CopyObjectRequest.Builder copy, boolean exclusive)
      throws IOException {
    boolean conditional = exclusive && builders.features().has(S3Feature.CONDITIONAL_COPY);
    CopyObjectRequest request =
        copy.copySourceIfMatch(sourceCondition(from)).ifNoneMatch(conditional ? "*" : null).build();
    AtomicInteger attempts = new AtomicInteger();
    Optional<CopyObjectResponse> answer;
    try {
      answer =
          requests.copy(
              RequestKind.COPY,
              S3Objects.keyOf(from),
              to,
              (client, attempt) -> {
                attempts.set(attempt);
                return send(client, request);
              });
    } catch (IOException e) {
      // Some answer was lost. What is there now is a copy of this very object, if only one that was
      // made earlier and whose source could not be deleted.
      if (conditional && (e instanceof TransientException || attempts.get() > 1)) {
        return LostAnswers.recover(e, () -> copyOf(source(from), to));
      }
      throw e;
    }
    if (answer.isEmpty()) {
      return refused(from, to, attempts.get() > 1);
    }
    return new ObjectInfo(
        S3Objects.nameOf(to),
        to.endsWith("/"),
        from.size(),
        S3Objects.millis(answer.get().copyObjectResult().lastModified()),
        Etags.of(answer.get().copyObjectResult().eTag()),
        Optional.empty());
  }

  private String sourceCondition(ObjectInfo from) {
    return builders.features().has(S3Feature.COPY_SOURCE_IF_MATCH)
        ? from.etag().map(Etags::quoted).orElse(null)
        : null;
  }

  private static Optional<CopyObjectResponse> send(S3Client client, CopyObjectRequest request)
      throws EOFException {
    try {
      CopyObjectResponse answer = client.copyObject(request);
      CopyObjectResult result = answer.copyObjectResult();
      boolean says = result != null && (result.eTag() != null || result.lastModified() != null);
      return Optional.of(Answers.whole(answer, says));
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** One of two conditions does not hold; after a lost answer the copy may be there already. */
  private ObjectInfo refused(ObjectInfo from, String to, boolean again) throws IOException {
    Optional<ObjectInfo> copy = copyOf(source(from), to);
    if (again && copy.isPresent()) {
      return copy.get();
    }
    throw new FileAlreadyExistsException(to, null, "it exists, and was to be created only");
  }

  /** What is under a key, if it is a copy of this. */
  private Optional<ObjectInfo> copyOf(HeadObjectResponse source, String to) throws IOException {
    String writeId = source.metadata().get(S3Metadata.NAMES.writeId());
    return objects
        .glance(to)
        .filter(found -> writeId != null)
        .filter(found -> writeId.equals(found.metadata().get(S3Metadata.NAMES.writeId())))
        .map(found -> withoutAttributes(S3Objects.info(to, found)));
  }

  private static ObjectInfo withoutAttributes(ObjectInfo info) {
    return new ObjectInfo(
        info.key(),
        info.directory(),
        info.size(),
        info.modifiedMillis(),
        info.etag(),
        Optional.empty());
  }

  /** What the source is now, if it is still the one that is meant. */
  private HeadObjectResponse source(ObjectInfo from) throws IOException {
    String key = S3Objects.keyOf(from);
    HeadObjectResponse found =
        objects
            .look(key)
            .orElseThrow(() -> new FileNotFoundException("Error copying " + key + ": it is gone"));
    if (from.etag().isPresent() && !from.etag().equals(Etags.of(found.eTag()))) {
      throw changed(key);
    }
    return found;
  }

  static ObjectChangedException changed(String source) {
    return new ObjectChangedException("Error copying " + source + ": it has changed");
  }

  /** What it means that the store refuses to copy a part: another object, or something else. */
  static S3Exception sourceRefused(String source, S3Exception e) throws ObjectChangedException {
    if (e.statusCode() == PRECONDITION_FAILED) {
      throw changed(source);
    }
    return e;
  }

  private ObjectInfo byPut(ObjectInfo from, String to) throws IOException {
    String source = S3Objects.keyOf(from);
    HeadObjectResponse found = source(from);
    WriteOptions options = WriteOptions.replacing().withExclusive();
    ByteBuffer bytes = objects.read(source, found);
    Map<String, String> metadata = new TreeMap<>(found.metadata());
    metadata.put(S3Metadata.NAMES.writeId(), options.writeId().toString());
    Carried carried = carried(source, found, metadata);
    PutObjectRequest.Builder request =
        carried.onTo(builders.put(to, Optional.ofNullable(found.contentType()), metadata));
    if (builders.features().has(S3Feature.CHECKSUM_CRC32C)) {
      request.checksumCRC32C(Crcs.text(Crcs.of(bytes)));
    }
    return withoutAttributes(
        new SinglePut(requests, builders, objects).put(to, options, request, SentBytes.of(bytes)));
  }

  private Carried carried(String source, HeadObjectResponse found, Map<String, String> metadata)
      throws IOException {
    String tags = null;
    // Not told to those who may not read them.
    if (found.tagCount() != null && found.tagCount() > 0) {
      tags = tags(source);
    }
    boolean encrypted = builders.settings().encryption().kind() != S3Encryption.Kind.NONE;
    return new Carried(found, metadata, tags, encrypted);
  }

  /** The tags of an object that has some; null if they may not be read. */
  private String tags(String source) throws IOException {
    try {
      List<Tag> set =
          requests.call(
              RequestKind.TAGS,
              source,
              (client, attempt) -> {
                GetObjectTaggingResponse said = client.getObjectTagging(builders.tags(source));
                return Answers.whole(said.tagSet(), said.hasTagSet()); // may have none by now
              });
      Map<String, String> all = new TreeMap<>();
      set.forEach(tag -> all.put(tag.key(), tag.value()));
      return RequestBuilders.tagText(all);
    } catch (AccessDeniedException e) {
      LOG.warn("{} is copied without its tags; allow s3:GetObjectTagging", source, e);
      return null;
    }
  }

  private ObjectInfo inParts(ObjectInfo from, String to, boolean exclusive) throws IOException {
    WriteOptions options = WriteOptions.replacing();
    options = exclusive ? options.withExclusive() : options;
    HeadObjectResponse found = source(from);
    return withoutAttributes(inParts(S3Objects.keyOf(from), found, to, options, found.metadata()));
  }

  private ObjectInfo inParts(
      String source,
      HeadObjectResponse found,
      String to,
      WriteOptions options,
      Map<String, String> kept)
      throws IOException {
    Map<String, String> metadata = new TreeMap<>(kept);
    metadata.put(S3Metadata.NAMES.writeId(), options.writeId().toString());
    Carried carried = carried(source, found, metadata);
    Optional<String> etag = Etags.of(found.eTag());
    MultipartRequests upload =
        new MultipartRequests(
            requests,
            builders,
            objects,
            () ->
                carried.onTo(
                    builders.begin(to, Optional.ofNullable(found.contentType()), metadata)));
    upload.expectCopies();
    ConcurrentSkipListMap<Integer, CompletedPart> parts = new ConcurrentSkipListMap<>();
    boolean done = false;
    try {
      Pieces.each(
          executor,
          Pieces.of(new ByteRange(0, found.contentLength()), singleCopyBytes),
          (index, piece) -> parts.put(index, upload.copy(to, index + 1, source, piece, etag)));
      upload.checkCopied(source, etag);
      ObjectInfo info =
          upload.complete(to, options, List.copyOf(parts.values()), S3Objects.crc32c(found));
      done = true;
      return info;
    } finally {
      if (!done) {
        upload.discard(to);
      }
    }
  }

  /**
   * Replaces the metadata of an object, which is a copy of it on to itself.
   *
   * @throws ObjectChangedException if it is another one now, which then has no CRC32C of the former
   */
  void replaceMetadata(String key, HeadObjectResponse found, Map<String, String> metadata)
      throws IOException {
    if (found.contentLength() > singleCopyBytes) {
      inParts(key, found, key, WriteOptions.replacing(), metadata);
      return;
    }
    SelfCopy copy = copyOnToItself(key, found, metadata);
    boolean another = copy.answer().isPresent() && tookAnother(found, copy.answer().get());
    if (another) {
      Map<String, String> ofAny = new TreeMap<>(metadata);
      ofAny.keySet().removeAll(S3Metadata.NAMES.ofOneObject());
      copyOnToItself(key, objects.head(key), ofAny);
    }
    // After a lost answer it may be this very change that made another object of it.
    boolean ours =
        copy.answer().isPresent()
            || (copy.attempts() > 1
                && objects.glance(key).map(now -> now.metadata().equals(metadata)).orElse(false));
    if (another || !ours) {
      throw new ObjectChangedException(
          "Error changing the attributes of " + key + ": it has changed meanwhile");
    }
  }

  /**
   * What came of a copy of an object on to itself.
   *
   * @param answer empty if the store has seen that it is another object
   * @param attempts how often it was asked for
   */
  private record SelfCopy(Optional<CopyObjectResponse> answer, int attempts) {}

  private SelfCopy copyOnToItself(
      String key, HeadObjectResponse found, Map<String, String> metadata) throws IOException {
    // The tags of one that is copied with one request stay.
    boolean encrypted = builders.settings().encryption().kind() != S3Encryption.Kind.NONE;
    Optional<String> etag = Etags.of(found.eTag());
    CopyObjectRequest.Builder request =
        new Carried(found, metadata, null, encrypted)
            .onTo(builders.copy(key, key))
            .metadataDirective(MetadataDirective.REPLACE);
    if (builders.features().has(S3Feature.COPY_SOURCE_IF_MATCH)) {
      request.copySourceIfMatch(etag.map(Etags::quoted).orElse(null));
    }
    AtomicInteger attempts = new AtomicInteger();
    Optional<CopyObjectResponse> answer =
        requests.call(
            RequestKind.COPY,
            key,
            (client, attempt) -> {
              attempts.set(attempt);
              return send(client, request.build());
            });
    return new SelfCopy(answer, attempts.get());
  }

  /**
   * Whether a store that copies whatever is there has copied something else than was found. ETags
   * tell, where they are those of the bytes: of what was not uploaded in parts, nor encrypted.
   */
  private boolean tookAnother(HeadObjectResponse found, CopyObjectResponse copy) {
    return !builders.features().has(S3Feature.COPY_SOURCE_IF_MATCH)
        && builders.settings().encryption().kind() == S3Encryption.Kind.NONE
        && found.serverSideEncryption() == null
        && found.sseCustomerAlgorithm() == null
        && Etags.isOfBytes(found.eTag())
        && Etags.isOfBytes(copy.copyObjectResult().eTag())
        && !Etags.of(found.eTag()).equals(Etags.of(copy.copyObjectResult().eTag()));
  }
}
