package io.s3dl.harness;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request as a server of S3 with path style sees it.
 *
 * @param method GET, say
 * @param bucket the first element of the path
 * @param key the rest of it, decoded; empty for requests about the bucket
 * @param query its parameters, decoded
 * @param headers by their names in lower case
 */
public record S3Call(
    String method,
    String bucket,
    String key,
    Map<String, String> query,
    Map<String, String> headers) {

  static S3Call of(String method, String target, Iterable<Map.Entry<String, String>> headers) {
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    int slash = path.indexOf('/', 1);
    Map<String, String> query = new TreeMap<>();
    if (question >= 0) {
      for (String pair : target.substring(question + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        query.put(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    Map<String, String> lower = new TreeMap<>();
    headers.forEach(
        header -> lower.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    return new S3Call(
        method,
        slash < 0 ? path.substring(1) : path.substring(1, slash),
        slash < 0 ? "" : decoded(path.substring(slash + 1)),
        Map.copyOf(query),
        Map.copyOf(lower));
  }

  /** The name that S3 has for the operation, ListObjectsV2, say. */
  public String kind() {
    if (bucket.isEmpty()) {
      return method.equals("GET") ? "ListBuckets" : method;
    }
    return key.isEmpty() ? kindOfBucket() : kindOfObject();
  }

  private String kindOfBucket() {
    return switch (method) {
      case "PUT" -> "CreateBucket";
      case "HEAD" -> "HeadBucket";
      case "DELETE" -> "DeleteBucket";
      case "POST" -> query.containsKey("delete") ? "DeleteObjects" : "PostBucket";
      default -> {
        if (query.containsKey("uploads")) {
          yield "ListMultipartUploads";
        }
        if (query.containsKey("location")) {
          yield "GetBucketLocation";
        }
        yield query.containsKey("list-type") ? "ListObjectsV2" : "ListObjects";
      }
    };
  }

  private String kindOfObject() {
    boolean copy = headers.containsKey("x-amz-copy-source");
    boolean upload = query.containsKey("uploadId");
    return switch (method) {
      case "HEAD" -> "HeadObject";
      case "GET" -> upload ? "ListParts" : "GetObject";
      case "DELETE" -> upload ? "AbortMultipartUpload" : "DeleteObject";
      case "POST" -> query.containsKey("uploads") ? "CreateMultipartUpload" : postOfUpload(upload);
      case "PUT" -> {
        if (upload) {
          yield copy ? "UploadPartCopy" : "UploadPart";
        }
        yield copy ? "CopyObject" : "PutObject";
      }
      default -> method;
    };
  }

  private static String postOfUpload(boolean upload) {
    return upload ? "CompleteMultipartUpload" : "PostObject";
  }

  /** A plus is a plus in S3's paths; its clients encode spaces as %20. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
