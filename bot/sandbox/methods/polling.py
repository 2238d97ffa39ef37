"""Methods about updates: fetching them, or having them sent."""

from bot.sandbox.bots import Webhook
from bot.sandbox.errors import bad_request, conflict
from bot.sandbox.methods.call import Call
from bot.sandbox.updates import BATCH
from bot.sandbox.wire import Json

LONGEST_POLL = 50.0  # seconds; Telegram holds no connection longer
PORTS = (":443", ":80", ":88", ":8443")


async def get_updates(call: Call) -> str:
    """Return the next updates as written JSON, waiting for one if asked."""
    updates = call.bot.updates
    if call.bot.webhook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    if call.params.has("allowed_updates"):
        updates.allow(call.params.array("allowed_updates"))
    limit = call.params.number("limit") or BATCH
    updates.confirm(call.params.number("offset") or 0)
    found = await updates.poll(min(max(limit, 1), BATCH), min(float(call.params.text("timeout") or 0), LONGEST_POLL))
    return f"[{','.join(found)}]"


def set_webhook(call: Call) -> bool:
    """Have updates sent to an address; an empty one fetches them again."""
    url = call.params.text("url")
    if not url:
        return delete_webhook(call)
    # Telegram demands https; on this machine there is no certificate, so plain http to loopback is let through.
    if not url.startswith(("https://", "http://127.0.0.1", "http://localhost", "http://[::1]")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.params.text("secret_token")
    if not all(sign.isascii() and (sign.isalnum() or sign in "_-") for sign in secret):
        raise bad_request("secret token contains unallowed characters")
    if call.params.has("allowed_updates"):
        call.bot.updates.allow(call.params.array("allowed_updates"))
    _drop_if_asked(call)
    call.bot.updates.end_poll("terminated by setWebhook request")
    call.bot.webhook = Webhook(url, secret, call.params.number("max_connections") or 40)
    call.bot.updates.arrived.set()
    return True


def delete_webhook(call: Call) -> bool:
    """Have no updates sent any more."""
    _drop_if_asked(call)
    call.bot.webhook = None
    return True


def _drop_if_asked(call: Call) -> None:
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.waiting.clear()


def get_webhook_info(call: Call) -> Json:
    """Tell where updates are sent and how that goes."""
    webhook, updates = call.bot.webhook, call.bot.updates
    shown: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates.waiting)}
    if webhook is not None:
        shown |= {"url": webhook.url, "max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
        if webhook.last_error_at is not None:
            shown |= {"last_error_date": webhook.last_error_at, "last_error_message": webhook.last_error}
    return {**shown, "allowed_updates": sorted(updates.allowed)} if updates.allowed else shown


METHODS = {"setWebhook": set_webhook, "deleteWebhook": delete_webhook, "getWebhookInfo": get_webhook_info}
