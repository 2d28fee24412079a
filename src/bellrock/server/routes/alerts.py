"""Who is told of what? Alerts on metrics, the channels they tell by, and annotations."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bellrock.analytics.metric.alert import ChangeRule, Every, OddRule, Rule, ThresholdRule
from bellrock.runtime.alert_channels import Channel
from bellrock.runtime.alerts import Alert, AlertFinding
from bellrock.runtime.annotations import Annotation, NoteKind
from bellrock.runtime.notify import ChannelKind
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Changer, Manager, Reader

router = api_router("alerts")
Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9]{1,16}$")]
Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Ref = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,64}$")]
Text = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]


class NewChannel(BaseModel):
    """A way to tell somebody: an e-mail address, or a chat's own URL (as apprise writes it)."""

    model_config = ConfigDict(extra="forbid")

    name: Line
    kind: ChannelKind
    target: Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00-\x1f\x7f]*$")]


class NewAlert(BaseModel):
    """An alert to be kept."""

    model_config = ConfigDict(extra="forbid")

    name: Line
    metric: Ref = Field(description="a metric's id or key")
    rule: Rule
    every: Every = "day"
    channels: Annotated[list[Ref], Field(max_length=20)] = []


class AlertChange(BaseModel):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: Line | None = None
    metric: Ref | None = None
    rule: ThresholdRule | ChangeRule | OddRule | None = Field(None, discriminator="kind")
    every: Every | None = None
    channels: Annotated[list[Ref] | None, Field(max_length=20)] = None
    silent_until: AwareDatetime | None = Field(
        None, description="nobody is told until then; null: from now on"
    )


class NewAnnotation(BaseModel):
    """Something that happened."""

    model_config = ConfigDict(extra="forbid")

    at: AwareDatetime | None = Field(None, description="left out: now")
    until: AwareDatetime | None = None
    kind: NoteKind = "note"
    text: Text


class AnnotationChange(BaseModel):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    at: AwareDatetime | None = None
    until: AwareDatetime | None = None
    kind: NoteKind | None = None
    text: Text | None = None


@router.get("/alert-channels")
def list_channels(caller: Reader, app: AppDep) -> list[Channel]:
    """List the channels; their secrets are not shown."""
    return app.channels.all(caller.project.id)


@router.post("/alert-channels", status_code=201)
def add_channel(new: NewChannel, caller: Manager, app: AppDep) -> Channel:
    """Add a channel."""
    return app.channels.add(caller.project.id, new.name, new.kind, new.target, actor=caller.actor)


@router.delete("/alert-channels/{channel}", status_code=204)
def remove_channel(channel: Id, caller: Manager, app: AppDep) -> None:
    """Remove a channel; its secret is erased."""
    app.channels.remove(caller.project.id, channel, actor=caller.actor)


@router.post("/alert-channels/{channel}/test", status_code=204)
def test_channel(channel: Id, caller: Changer, app: AppDep) -> None:
    """Send a message by a channel, to see that it arrives."""
    name = caller.project.name
    app.channels.tell(
        caller.project.id, channel, f"[{name}] A test",
        f"This is a test of the alerts of {name}. Nothing is the matter.",
    )  # fmt: skip


@router.get("/alerts")
def list_alerts(caller: Reader, app: AppDep) -> list[Alert]:
    """List alerts by name."""
    return app.alerts.all(caller.project.id)


@router.post("/alerts", status_code=201)
def save_alert(new: NewAlert, caller: Changer, app: AppDep) -> Alert:
    """Keep an alert; it is looked at as its buckets end."""
    owner = caller.user.id if caller.user else None
    return app.alerts.save(
        caller.project.id, new.model_dump(mode="json"), owner=owner, actor=caller.actor
    )


@router.get("/alerts/{alert}")
def show_alert(alert: Id, caller: Reader, app: AppDep) -> Alert:
    """Show an alert."""
    return app.alerts.show(caller.project.id, alert)


@router.get("/alerts/{alert}/findings")
def list_findings(alert: Id, caller: Reader, app: AppDep) -> list[AlertFinding]:
    """List what an alert found, newest first."""
    return app.alerts.findings(caller.project.id, alert)


@router.patch("/alerts/{alert}")
def change_alert(alert: Id, said: AlertChange, caller: Changer, app: AppDep) -> Alert:
    """Change an alert, or silence it for a while."""
    told = said.model_dump(exclude_unset=True)
    return app.alerts.change(
        caller.project.id, alert, _given(told, "silent_until"), actor=caller.actor
    )


@router.delete("/alerts/{alert}", status_code=204)
def delete_alert(alert: Id, caller: Changer, app: AppDep) -> None:
    """Delete an alert; it can be restored."""
    app.alerts.delete(caller.project.id, alert, actor=caller.actor)


@router.post("/alerts/{alert}/restore")
def restore_alert(alert: Id, caller: Changer, app: AppDep) -> Alert:
    """Bring a deleted alert back."""
    return app.alerts.restore(caller.project.id, alert, actor=caller.actor)


@router.get("/annotations")
def list_annotations(
    caller: Reader, app: AppDep,
    since: Annotated[AwareDatetime | None, Query()] = None,
    before: Annotated[AwareDatetime | None, Query()] = None,
) -> list[Annotation]:  # fmt: skip
    """List what happened, oldest first."""
    return app.annotations.between(caller.project.id, since, before)


@router.post("/annotations", status_code=201)
def add_annotation(new: NewAnnotation, caller: Changer, app: AppDep) -> Annotation:
    """Write down something that happened."""
    author = caller.user.id if caller.user else None
    said = new.model_dump() | {"at": new.at or app.clock.now()}
    return app.annotations.add(caller.project.id, said, author=author, actor=caller.actor)


@router.patch("/annotations/{annotation}")
def change_annotation(
    annotation: Id, said: AnnotationChange, caller: Changer, app: AppDep
) -> Annotation:
    """Change an annotation."""
    told = _given(said.model_dump(exclude_unset=True), "until")
    return app.annotations.change(caller.project.id, annotation, told, actor=caller.actor)


@router.delete("/annotations/{annotation}", status_code=204)
def delete_annotation(annotation: Id, caller: Changer, app: AppDep) -> None:
    """Delete an annotation; it can be restored."""
    app.annotations.delete(caller.project.id, annotation, actor=caller.actor)


@router.post("/annotations/{annotation}/restore")
def restore_annotation(annotation: Id, caller: Changer, app: AppDep) -> Annotation:
    """Bring a deleted annotation back."""
    return app.annotations.restore(caller.project.id, annotation, actor=caller.actor)


def _given(told: dict[str, Any], may_be_null: str) -> dict[str, Any]:
    return {k: v for k, v in told.items() if v is not None or k == may_be_null}
