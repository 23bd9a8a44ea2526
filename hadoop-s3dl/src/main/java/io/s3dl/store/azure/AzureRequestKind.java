package io.s3dl.store.azure;

/** The requests that are made of a store, as they are counted and named in messages. */
enum AzureRequestKind {
  ACCOUNT("account", "asking about the account of"),
  HEAD("head", "looking at"),
  GET("get", "reading"),
  LIST("list", "listing"),
  PUT("put", "writing"),
  BLOCK("block", "writing"),
  BLOCK_LIST("block.list", "reading the blocks of"),
  COMMIT("commit", "publishing"),
  COPY("copy", "copying"),
  METADATA("metadata", "changing the metadata of"),
  DELETE("delete", "deleting"),
  DELETE_BULK("delete.bulk", "deleting blobs, the first of them"),
  UPLOAD_LIST("upload.list", "listing the unfinished uploads below");

  private final String counter;
  private final String doing;

  AzureRequestKind(String counter, String doing) {
    this.counter = "azure.requests." + counter;
    this.doing = doing;
  }

  /** The name that such requests are counted by. */
  String counter() {
    return counter;
  }

  /** What is being done to a key, for messages. */
  String doing() {
    return doing;
  }
}
