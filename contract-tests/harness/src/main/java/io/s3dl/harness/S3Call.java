package io.s3dl.harness;

import java.util.List;
import java.util.Map;

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
    Map<String, String> headers)
    implements Call {

  static S3Call of(String method, Target target, Map<String, String> headers) {
    List<String> path = target.elements(2);
    return new S3Call(method, path.get(0), path.get(1), target.query(), headers);
  }

  @Override
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
}
