package io.s3dl.store.s3;

import io.s3dl.store.Etags;
import io.s3dl.store.StoreCheck;
import io.s3dl.store.StoreCheck.Outcome;
import io.s3dl.store.s3.DiagnosedObjects.Begun;
import io.s3dl.store.s3.DiagnosedObjects.Refusal;
import io.s3dl.store.s3.DiagnosedObjects.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Finds out what a store can do beyond what every store does: what it must refuse, it is asked for;
 * what it ignores, it cannot do.
 */
final class S3FeatureChecks {

  private static final byte[] CONTENT = "what s3dl diag writes".getBytes(StandardCharsets.UTF_8);

  /** Of no object. */
  private static final String OTHER_ETAG = Etags.quoted("00000000000000000000000000000000");

  private static final int CRC32C = Crcs.of(ByteBuffer.wrap(CONTENT));

  private static final String RIGHT = Crcs.text(CRC32C);
  private static final String WRONG = Crcs.text(CRC32C ^ 1);

  private final DiagnosedObjects objects;
  private final Map<S3Feature, Boolean> found = new EnumMap<>(S3Feature.class);

  S3FeatureChecks(DiagnosedObjects objects) {
    this.objects = objects;
  }

  List<StoreCheck> checks() {
    return List.of(
        check(S3Feature.CONDITIONAL_PUT, this::conditionalPut),
        check(S3Feature.CONDITIONAL_COMPLETE, this::conditionalComplete),
        check(S3Feature.CONDITIONAL_COPY, this::conditionalCopy),
        check(S3Feature.IF_MATCH_PUT, this::ifMatchPut),
        check(S3Feature.CONDITIONAL_DELETE, this::conditionalDelete),
        check(S3Feature.COPY_SOURCE_IF_MATCH, this::copySourceIfMatch),
        check(S3Feature.CHECKSUM_CRC32C, this::checksum),
        check(S3Feature.FULL_OBJECT_CRC32C, this::fullObjectChecksum),
        check(S3Feature.TAGGING, this::tagging));
  }

  /** What is known so far. */
  Map<S3Feature, Boolean> found() {
    return Collections.unmodifiableMap(found);
  }

  void note(S3Feature feature, boolean can) {
    found.put(feature, can);
  }

  private StoreCheck check(S3Feature feature, StoreCheck.Attempt attempt) {
    return new StoreCheck(
        feature.key(),
        () -> {
          Outcome outcome = attempt.run();
          note(feature, outcome.supported());
          return outcome;
        },
        "the user must be allowed to do all of this; if the store was in trouble, try again",
        false);
  }

  private Outcome conditionalPut() throws IOException {
    String key = written("put-if-absent");
    return judged(
        () -> objects.put(key, CONTENT, put -> put.ifNoneMatch("*")),
        () -> objects.put(objects.key("put-absent"), CONTENT, put -> put.ifNoneMatch("*")));
  }

  private Outcome conditionalComplete() throws IOException {
    return judged(
        () -> complete(written("complete-if-absent"), "*", null),
        () -> complete(objects.key("complete-absent"), "*", null));
  }

  private Outcome conditionalCopy() throws IOException {
    String source = written("copied");
    String taken = written("copy-if-absent");
    return judged(
        () -> copy(source, taken, copy -> copy.ifNoneMatch("*")),
        () -> copy(source, objects.key("copy-absent"), copy -> copy.ifNoneMatch("*")));
  }

  private Outcome ifMatchPut() throws IOException {
    String key = objects.key("put-if-match");
    String etag = objects.put(key, CONTENT);
    Outcome put =
        judged(
            () -> objects.put(key, CONTENT, request -> request.ifMatch(OTHER_ETAG)),
            () -> objects.put(key, CONTENT, request -> request.ifMatch(etag)));
    if (!put.supported()) {
      return put;
    }
    Outcome completion =
        judged(() -> complete(key, null, OTHER_ETAG), () -> complete(key, null, etag));
    return completion.supported()
        ? completion
        : new Outcome(false, "on PutObject only; on completions it is " + completion.told());
  }

  private Outcome conditionalDelete() throws IOException {
    String key = objects.key("delete-if-match");
    String etag = objects.put(key, CONTENT);
    return judged(() -> delete(key, OTHER_ETAG), () -> delete(key, etag));
  }

  private Outcome copySourceIfMatch() throws IOException {
    String source = objects.key("copied-if-match");
    String etag = objects.put(source, CONTENT);
    String to = objects.key("copy-of-match");
    return judged(
        () -> copy(source, to, copy -> copy.copySourceIfMatch(OTHER_ETAG)),
        () -> copy(source, to, copy -> copy.copySourceIfMatch(etag)));
  }

  private Outcome checksum() throws IOException {
    String key = objects.key("checksum");
    Outcome put =
        judged(
            () -> objects.put(key, CONTENT, request -> request.checksumCRC32C(WRONG)),
            () -> objects.put(key, CONTENT, request -> request.checksumCRC32C(RIGHT)),
            Refusal::isOfContent);
    if (!put.supported()) {
      return put;
    }
    boolean told = RIGHT.equals(headWithChecksum(key).checksumCRC32C());
    return Outcome.good(
        "a wrong one is refused; HEAD " + (told ? "returns" : "does not tell") + " it");
  }

  /** Of two parts: the checksum of a single one is the whole's at every store. */
  private Outcome fullObjectChecksum() throws IOException {
    String key = objects.key("full-object");
    byte[] first = new byte[S3WriteSettings.MIN_PART_BYTES];
    String whole = Crcs.text(Crcs.of(ByteBuffer.wrap(first), ByteBuffer.wrap(CONTENT)));
    List<CompletedPart> parts = new ArrayList<>();
    Begun[] upload = new Begun[1];
    Optional<Refusal> unknown =
        DiagnosedObjects.refusal(
            () -> {
              upload[0] = beginWithChecksum(key, first);
              parts.add(upload[0].part());
              parts.add(objects.part(key, upload[0].id(), 2, CONTENT, RIGHT));
            });
    if (unknown.isPresent()) {
      return new Outcome(false, "not known: " + unknown.get());
    }
    Outcome completion =
        judged(
            () -> completeWithChecksum(upload[0], parts, WRONG),
            () -> completeWithChecksum(upload[0], parts, whole),
            Refusal::isOfContent);
    if (!completion.supported()) {
      return completion;
    }
    HeadObjectResponse head = headWithChecksum(key);
    boolean told =
        head.checksumType() == ChecksumType.FULL_OBJECT && whole.equals(head.checksumCRC32C());
    return new Outcome(told, told ? "a wrong one is refused" : "compared, but not told later");
  }

  private Outcome tagging() throws IOException {
    String key = objects.key("tagged");
    Optional<Refusal> refused =
        DiagnosedObjects.refusal(() -> objects.put(key, CONTENT, put -> put.tagging("by=s3dl")));
    if (refused.isPresent()) {
      return new Outcome(false, "not known: " + refused.get());
    }
    boolean[] kept = new boolean[1];
    Optional<Refusal> unread =
        DiagnosedObjects.refusal(
            () ->
                kept[0] =
                    objects
                        .requests()
                        .call(
                            RequestKind.TAGS,
                            key,
                            (client, attempt) ->
                                client.getObjectTagging(objects.builders().tags(key)))
                        .tagSet()
                        .stream()
                        .anyMatch(tag -> tag.key().equals("by") && tag.value().equals("s3dl")));
    return kept[0]
        ? Outcome.good("kept")
        : new Outcome(false, unread.map(why -> "not known: " + why).orElse("ignored"));
  }

  /**
   * What two requests say of a condition.
   *
   * @param wrong one under a condition that does not hold
   * @param right the same under one that holds
   */
  private static Outcome judged(Request wrong, Request right) throws IOException {
    return judged(wrong, right, Refusal::isOfCondition);
  }

  /**
   * The same of anything that a request may say wrongly.
   *
   * @param proof what a refusal must be to show that the store has looked at it
   */
  private static Outcome judged(Request wrong, Request right, Predicate<Refusal> proof)
      throws IOException {
    Optional<Refusal> refused = DiagnosedObjects.refusal(wrong);
    if (refused.isEmpty()) {
      return new Outcome(false, "ignored");
    }
    if (!proof.test(refused.get())) {
      return new Outcome(false, "not known: " + refused.get());
    }
    Optional<Refusal> error = DiagnosedObjects.refusal(right);
    return error.isEmpty()
        ? Outcome.good("honoured")
        : new Outcome(false, "refused where it holds, too: " + error.get());
  }

  private String written(String name) throws IOException {
    String key = objects.key(name);
    objects.put(key, CONTENT);
    return key;
  }

  private HeadObjectResponse headWithChecksum(String key) throws IOException {
    return objects
        .requests()
        .call(
            RequestKind.HEAD,
            key,
            (client, attempt) ->
                client.headObject(
                    objects.builders().head(key).checksumMode(ChecksumMode.ENABLED).build()));
  }

  private void copy(String from, String to, UnaryOperator<CopyObjectRequest.Builder> change)
      throws IOException {
    objects
        .requests()
        .call(
            RequestKind.COPY,
            to,
            (client, attempt) ->
                client.copyObject(change.apply(objects.builders().copy(from, to)).build()));
  }

  private void delete(String key, String etag) throws IOException {
    objects
        .requests()
        .call(
            RequestKind.DELETE,
            key,
            (client, attempt) ->
                client.deleteObject(objects.builders().delete(key).ifMatch(etag).build()));
  }

  private void complete(String key, String ifNoneMatch, String ifMatch) throws IOException {
    Begun upload = objects.begin(key, CONTENT);
    objects.complete(
        upload,
        List.of(upload.part()),
        request -> request.ifNoneMatch(ifNoneMatch).ifMatch(ifMatch));
  }

  private Begun beginWithChecksum(String key, byte[] first) throws IOException {
    return objects.begin(
        key,
        first,
        Crcs.text(Crcs.of(ByteBuffer.wrap(first))),
        begin ->
            begin
                .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                .checksumType(ChecksumType.FULL_OBJECT));
  }

  private void completeWithChecksum(Begun upload, List<CompletedPart> parts, String whole)
      throws IOException {
    objects.complete(
        upload,
        parts,
        request -> request.checksumType(ChecksumType.FULL_OBJECT).checksumCRC32C(whole));
  }
}
