"""moto on 127.0.0.1, and beside it AWS's own SDK behind a small HTTP door.

Usage: serve.py MOTO_PORT SDK_PORT. A POST to the SDK's port is {"region", "service", "operation", "parameters"} and is answered
with {"result"} or {"error": {"code", "message"}}: the SDK checks the parameters against AWS's own description of the service,
so a call that no client could send is refused here as in reality.
"""

import base64
import json
import logging
import sys
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from moto.server import ThreadedMotoServer

moto_port, sdk_port = int(sys.argv[1]), int(sys.argv[2])
logging.getLogger("werkzeug").setLevel(logging.ERROR)

clients = {}
lock = threading.Lock()


def client(region, service):
    # boto3's default session is not safe to use from two threads
    with lock:
        if (region, service) not in clients:
            clients[region, service] = boto3.client(
                service,
                region_name=region,
                endpoint_url=f"http://127.0.0.1:{moto_port}",
                aws_access_key_id="rehearsal",
                aws_secret_access_key="rehearsal",
                config=Config(retries={"total_max_attempts": 1}, proxies={}),
            )
        return clients[region, service]


def plain(value):
    """What JSON cannot say: times and bytes."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(type(value).__name__)


def answer(call):
    try:
        operation = getattr(client(call["region"], call["service"]), call["operation"])
        result = operation(**call["parameters"])
        result.pop("ResponseMetadata", None)
        return {"result": result}
    except ClientError as error:
        details = error.response.get("Error", {})
        return {"error": {"code": details.get("Code", ""), "message": details.get("Message", str(error))}}
    except BotoCoreError as error:
        return {"error": {"code": type(error).__name__, "message": str(error)}}


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps(answer(call), default=plain).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


ThreadedMotoServer(ip_address="127.0.0.1", port=moto_port, verbose=False).start()
ThreadingHTTPServer(("127.0.0.1", sdk_port), Door).serve_forever()
